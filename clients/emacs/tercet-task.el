;;; tercet-task.el --- A task's page  -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: Apache-2.0

;;; Commentary:

;; How a task stands, kept as it is: what waits first, then steps, texts,
;; changes, findings and runs; with keys for what can be done at point.

;;; Code:

(require 'tercet-log)

(defvar tercet-task-mode-map
  (let ((map (make-sparse-keymap)))
    (define-key map (kbd "RET") #'tercet-task-open)
    (define-key map "a" #'tercet-decide)
    (define-key map "r" #'tercet-reject)
    (define-key map "x" #'tercet-dismiss)
    (define-key map "p" #'tercet-push-back)
    (define-key map "i" #'tercet-ask)
    (define-key map "m" #'tercet-merge)
    (define-key map "o" #'tercet-resolve)
    (define-key map "d" #'tercet-diff)
    (define-key map "l" #'tercet-log)
    (define-key map "s" #'tercet-steer)
    map)
  "Keys of a task's page.")

(define-derived-mode tercet-task-mode special-mode "Task"
  "A task, and what can be done with it.
\\{tercet-task-mode-map}"
  (setq-local revert-buffer-function (lambda (&rest _) (tercet-task--refresh))))

(defconst tercet-task--marks
  '(("done" . "✓") ("fixed" . "✓") ("running" . "▸") ("waiting" . "?")
    ("failed" . "✗") ("skipped" . "-"))
  "What stands before a thing in a state.")

(defconst tercet-task--letters
  '(("added" . "A") ("modified" . "M") ("deleted" . "D") ("renamed" . "R") ("type-changed" . "T"))
  "What stands before a changed file.")

(defconst tercet-task--keys
  '(("approval" . "RET read, a approve, r reject")
    ("question" . "a answer")
    ("findings" . "on a finding: RET go there, a accept, x dismiss, p push back, i ask")
    ("merge" . "m merge, r send back, d diff"))
  "What can be typed at a decision.")

(defun tercet-task--mark (state)
  "What stands before a thing in STATE."
  (or (cdr (assoc state tercet-task--marks)) "·"))

(defun tercet-task--insert (text &rest about)
  "Insert a line of TEXT, which is ABOUT something."
  (let ((start (point)))
    (insert (replace-regexp-in-string "[ \t]*\n[ \t]*" " " text) "\n")
    (when about
      (put-text-property start (point) 'tercet-about about))))

(defun tercet-task--section (title things insert)
  "Insert a section with TITLE: INSERT is called for each of THINGS."
  (when (> (length things) 0)
    (insert "\n" (propertize title 'face 'bold) "\n")
    (mapc insert things)))

(defun tercet-task--points (title points)
  "Insert POINTS below TITLE."
  (when (> (length points) 0)
    (tercet-task--insert (concat "    " title))
    (mapc (lambda (point) (tercet-task--insert (concat "      - " (tercet--line point))))
          points)))

(defun tercet-task--cluster (indent cluster &optional decision)
  "Insert CLUSTER behind INDENT, to be judged by DECISION."
  (tercet-task--insert
   (format "%s%s %s %s %s: %s (%s)" indent
           (tercet-task--mark (plist-get cluster :state))
           (plist-get cluster :id) (plist-get cluster :state)
           (if (plist-get cluster :file)
               (format "%s%s" (plist-get cluster :file)
                       (if (plist-get cluster :startLine)
                           (format ":%d" (plist-get cluster :startLine))
                         ""))
             "no place")
           (tercet--line (plist-get cluster :claim))
           (mapconcat #'identity (plist-get cluster :families) ", "))
   :cluster cluster :decision decision))

(defun tercet-task--asked (decision)
  "Insert what is asked by DECISION, beyond its line."
  (let ((asked (plist-get decision :asked)))
    (pcase (plist-get asked :kind)
      ("approval"
       (tercet-task--points "Assumptions" (plist-get asked :assumptions))
       (tercet-task--points "Open questions" (plist-get asked :openQuestions))
       (tercet-task--points "Remarks" (plist-get asked :warnings))
       (tercet-task--points "May write" (plist-get asked :touches))
       (tercet-task--points "Approving lets run"
                            (and (plist-get asked :verify) (list (plist-get asked :verify)))))
      ("question" (tercet-task--points "Proposed" (plist-get asked :options)))
      ("findings"
       (mapc (lambda (cluster) (tercet-task--cluster "    " cluster decision))
             (plist-get asked :clusters)))
      ("merge" (tercet-task--points "Remarks" (plist-get asked :remarks)))
      (_ (tercet-task--points "Why" (list (or (plist-get asked :reason)
                                              (plist-get asked :what))))
         (tercet-task--points "Ways on"
                              (mapcar (lambda (option)
                                        (format "%s: %s" (plist-get option :id)
                                                (plist-get option :text)))
                                      (plist-get asked :options)))))))

(defun tercet-task--decision (decision)
  "Insert DECISION."
  (tercet-task--insert (format "  %s  %s" (plist-get decision :id)
                               (propertize (tercet--line (plist-get decision :summary))
                                           'face 'warning))
                       :decision decision)
  (tercet-task--insert (concat "      "
                               (or (cdr (assoc (tercet--kind decision) tercet-task--keys))
                                   "o choose"))
                       :decision decision)
  (tercet-task--asked decision))

(defun tercet-task--step (step)
  "Insert STEP with its items."
  (tercet-task--insert (format "  %s %s  %s%s" (tercet-task--mark (plist-get step :state))
                               (plist-get step :name)
                               (mapconcat #'identity (plist-get step :agents) ", ")
                               (if (string-empty-p (plist-get step :text)) ""
                                 (concat "  " (tercet--line (plist-get step :text))))))
  (mapc (lambda (item)
          (tercet-task--insert
           (format "      %s %s%s" (tercet-task--mark (plist-get item :state))
                   (tercet--line (plist-get item :text))
                   (if (plist-get item :commit)
                       (concat "  " (substring (plist-get item :commit) 0 10))
                     ""))))
        (plist-get step :items)))

(defun tercet-task--file (file)
  "Insert a changed FILE."
  (tercet-task--insert (format "  %s %s%s"
                               (cdr (assoc (plist-get file :status) tercet-task--letters))
                               (plist-get file :path)
                               (if (plist-get file :added)
                                   (format "  +%d -%d" (plist-get file :added)
                                           (or (plist-get file :deleted) 0))
                                 "  binary"))
                       :file file))

(defun tercet-task--run (run)
  "Insert RUN."
  (tercet-task--insert (format "  %s %s  %s  %s" (tercet-task--mark (plist-get run :state))
                               (plist-get run :id) (plist-get run :preset)
                               (tercet--line (or (plist-get run :result)
                                                 (plist-get run :waitsFor)
                                                 (plist-get run :state))
                                             70))
                       :run run))

(defun tercet-task--draw (task change findings)
  "Fill this buffer with TASK, its CHANGE and FINDINGS."
  (let ((inhibit-read-only t)
        (summary (plist-get task :summary))
        (line (line-number-at-pos)))
    (erase-buffer)
    (tercet-task--insert (propertize (tercet--line (plist-get summary :title)) 'face 'bold))
    (tercet-task--insert (format "%s · %s" (plist-get summary :id)
                                 (plist-get (plist-get summary :state) :text)))
    (tercet-task--insert (tercet--line (plist-get task :next)))
    (tercet-task--section "Warnings" (plist-get task :warnings)
                          (lambda (warning)
                            (tercet-task--insert (concat "  " (tercet--line warning)))))
    (tercet-task--section "Waits for you" (plist-get task :decisions) #'tercet-task--decision)
    (tercet-task--section "Steps" (plist-get task :steps) #'tercet-task--step)
    (tercet-task--section "Artifacts" (plist-get task :artifacts)
                          (lambda (artifact)
                            (tercet-task--insert
                             (format "  %s  revision %d%s" (plist-get artifact :name)
                                     (plist-get artifact :revision)
                                     (if (eq t (plist-get artifact :approved)) ", approved" ""))
                             :artifact artifact)))
    (tercet-task--section "Changes" (plist-get change :files) #'tercet-task--file)
    (tercet-task--section "Findings" (plist-get findings :clusters)
                          (lambda (cluster) (tercet-task--cluster "  " cluster)))
    (tercet-task--section "Runs" (plist-get task :runs) #'tercet-task--run)
    (goto-char (point-min))
    (forward-line (1- line))))

(defvar-local tercet-task--shown nil "The task as it is shown here.")

(defun tercet-task--refresh ()
  "Show the task as it is now."
  (let* ((about (list :task tercet--about-task))
         (task (tercet--request :tercet/task/show about)))
    (setq tercet-task--shown task)
    (tercet-task--draw task
                       (tercet--request :tercet/change/files about)
                       (tercet--request :tercet/finding/list about))))

(defun tercet-task--changed (task)
  "Show TASK as it is now, where it is shown; nil stands for all."
  (dolist (buffer (buffer-list))
    (with-current-buffer buffer
      (when (and (derived-mode-p 'tercet-task-mode)
                 (or (null task) (equal task tercet--about-task))
                 (tercet--connected-p))
        ;; Not from within what is being told: the answers would come inside of it.
        (run-at-time 0 nil #'tercet-task--refresh-in buffer)))))

(defun tercet-task--refresh-in (buffer)
  "Refresh the task's page in BUFFER if it is still there."
  (when (and (buffer-live-p buffer) (tercet--connected-p))
    (with-current-buffer buffer
      (ignore-errors (tercet-task--refresh)))))

(defun tercet-task--goto (decision)
  "Go to DECISION, an id."
  (goto-char (point-min))
  (while (and (not (eobp))
              (not (equal decision (plist-get (tercet--about :decision) :id))))
    (forward-line 1)))

;;;###autoload
(defun tercet-show (task &optional decision)
  "Show TASK, by its id or the beginning of it, at DECISION if that is named."
  (interactive (list (tercet--read-task)))
  (let* ((view (tercet--request :tercet/task/show (list :task task)))
         (id (plist-get (plist-get view :summary) :id))
         (buffer (get-buffer-create (format "*Tercet task %s*" id))))
    (add-hook 'tercet-changed-hook #'tercet-task--changed)
    (with-current-buffer buffer
      (unless (derived-mode-p 'tercet-task-mode)
        (tercet-task-mode))
      (setq tercet--about-task id)
      (tercet-task--refresh))
    (pop-to-buffer buffer)
    (when decision
      (tercet-task--goto decision))))

(defun tercet-task--find (path &optional line)
  "Visit PATH at LINE."
  (unless (and path (file-exists-p path))
    (user-error "This is in no worktree any more; the merge brought it into the target"))
  (let ((buffer (find-file-other-window path)))
    (with-current-buffer buffer
      (unless (or (buffer-modified-p) (verify-visited-file-modtime buffer))
        (revert-buffer t t t))
      (when line
        (goto-char (point-min))
        (forward-line (1- line))))))

(defun tercet-task--artifact (name)
  "Path of the artifact with NAME."
  (plist-get (cl-find name (append (plist-get tercet-task--shown :artifacts) nil)
                      :key (lambda (artifact) (plist-get artifact :name))
                      :test #'equal)
             :path))

(defun tercet-task-open ()
  "Open what the line at point is about: a text, a place, a change or a log."
  (interactive)
  (let ((cluster (tercet--about :cluster))
        (decision (tercet--about :decision))
        (worktree (plist-get tercet-task--shown :worktree)))
    (cond
     (cluster
      (tercet-task--find (and worktree (plist-get cluster :file)
                              (expand-file-name (plist-get cluster :file) worktree))
                         (plist-get cluster :startLine)))
     ((tercet--about :artifact)
      (tercet-task--find (plist-get (tercet--about :artifact) :path)))
     ((tercet--about :run)
      (tercet-log-run (plist-get (tercet--about :run) :id)))
     ((tercet--about :file)
      (tercet-diff tercet--about-task (plist-get (tercet--about :file) :path)))
     ((equal "approval" (and decision (tercet--kind decision)))
      (tercet-task--find (tercet-task--artifact
                          (plist-get (plist-get decision :asked) :artifact))))
     ((equal "merge" (and decision (tercet--kind decision)))
      (tercet-diff tercet--about-task))
     (t (user-error "There is nothing to open in this line")))))

(provide 'tercet-task)
;;; tercet-task.el ends here
