;;; tercet-decide.el --- Decisions  -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: Apache-2.0

;;; Commentary:

;; One command for each thing that a person can say.  Each finds which
;; decision is meant (the one at point, else the only one that fits, else it
;; asks), asks for what is missing, and sends what was shown with the answer.

;;; Code:

(require 'tercet-answer)

(defvar-local tercet--about-task nil
  "Id of the task that a buffer is about.")

(defun tercet--task-here ()
  "Id of the task that this buffer is about: a page, or a file of its worktree."
  (or tercet--about-task
      (and buffer-file-name
           (string-match "/\\.tercet/\\(?:tasks\\|worktrees\\)/\\([a-z0-9-]+\\)/" buffer-file-name)
           (let ((id (match-string 1 buffer-file-name)))
             (and (gethash id tercet--tasks) id)))))

(defun tercet--about (what)
  "What the text at point is about: WHAT is :decision, :cluster, :run, …."
  (plist-get (get-text-property (point) 'tercet-about) what))

(defun tercet--open (kinds &optional task)
  "The open decisions of KINDS, of TASK or of all tasks."
  (tercet-connect)
  (cl-remove-if-not (lambda (decision)
                      (and (member (tercet--kind decision) kinds)
                           (or (null task) (equal task (plist-get decision :task)))))
                    tercet--decisions))

(defun tercet--choose (prompt things text)
  "Let one of THINGS be chosen behind PROMPT; its line is TEXT of it."
  (if (null (cdr things))
      (car things)
    (let ((lines (mapcar (lambda (thing) (cons (funcall text thing) thing)) things)))
      (cdr (assoc (completing-read prompt lines nil t) lines)))))

(defun tercet--meant (kinds what)
  "The decision of KINDS that is meant here; WHAT is said where there is none."
  (let ((here (tercet--about :decision)))
    (if (and here (member (tercet--kind here) kinds))
        here
      (let* ((task (tercet--task-here))
             (open (tercet--open kinds task)))
        (unless open
          (user-error "Nothing%s %s" (if task (concat " of " task) "") what))
        (tercet--choose "Which one? " open
                        (lambda (decision)
                          (format "%s: %s" (plist-get decision :task)
                                  (tercet--line (plist-get decision :summary) 60))))))))

(defun tercet--decide (method decision &rest members)
  "Send METHOD about DECISION with MEMBERS, what was shown among them."
  (tercet--send method
                (append (list :task (plist-get decision :task)
                              :decision (plist-get decision :id))
                        members)
                #'tercet--told-state))

(defun tercet--read-line (prompt)
  "A line behind PROMPT; empty is a change of mind."
  (let ((line (string-trim (read-string (concat (tercet--line prompt 100) " ")))))
    (if (string-empty-p line)
        (user-error "Nothing was said, so nothing is done")
      line)))

(defun tercet--sure-p (prompt yes)
  "Whether the person chooses YES behind PROMPT."
  (equal yes (completing-read (concat prompt " ") (list yes "No") nil t)))

(defun tercet--counted (things one)
  "The number of THINGS with the word ONE for each."
  (format "%d %s%s" (length things) one (if (= (length things) 1) "" "s")))

;;;###autoload
(defun tercet-approve ()
  "Approve the spec that waits, exactly as it was shown."
  (interactive)
  (let* ((decision (tercet--meant '("approval") "waits for approval"))
         (asked (plist-get decision :asked)))
    (when (tercet--sure-p
           (format "Approve %s (revision %d) of %s? %s, %s"
                   (plist-get asked :artifact) (plist-get asked :revision)
                   (plist-get decision :task)
                   (tercet--counted (plist-get asked :assumptions) "assumption")
                   (tercet--counted (plist-get asked :openQuestions) "open question"))
           (format "Approve (revision %d)" (plist-get asked :revision)))
      (tercet--decide :tercet/decision/approve decision
                      :artifactRevision (plist-get asked :revision)
                      :blob (plist-get asked :blob)))))

;;;###autoload
(defun tercet-reject ()
  "Send a spec or a change back, with a line about the fault."
  (interactive)
  (let ((decision (tercet--meant '("approval" "merge") "can be sent back")))
    (tercet--decide :tercet/decision/reject decision
                    :correction (tercet--read-line "What is wrong?"))))

;;;###autoload
(defun tercet-answer ()
  "Answer an agent's question: one of its proposals or anything else."
  (interactive)
  (let* ((decision (tercet--meant '("question") "asks a question"))
         (asked (plist-get decision :asked))
         (answer (string-trim
                  (completing-read (concat (tercet--line (plist-get asked :text)) " ")
                                   (append (plist-get asked :options) nil)))))
    (when (string-empty-p answer)
      (user-error "Nothing was said, so nothing is done"))
    (tercet--decide :tercet/decision/answer decision :text answer)))

(defun tercet--judge (verdict prompt)
  "Judge a cluster of findings: VERDICT, with a line where PROMPT is given."
  (let* ((decision (tercet--meant '("findings") "has findings to judge"))
         (asked (plist-get decision :asked))
         (here (plist-get (tercet--about :cluster) :id))
         (open (cl-remove-if-not
                (lambda (cluster)
                  (and (equal "open" (plist-get cluster :state))
                       (or (null here) (equal here (plist-get cluster :id)))))
                (append (plist-get asked :clusters) nil)))
         (cluster (if open
                      (tercet--choose "Which finding? " open
                                      (lambda (one)
                                        (format "%s: %s" (plist-get one :id)
                                                (tercet--line (plist-get one :claim) 60))))
                    (user-error "Nothing of %s is open here" (plist-get decision :task))))
         (line (and prompt
                    (tercet--read-line
                     (format "%s: %s" (tercet--line (plist-get cluster :claim) 60) prompt)))))
    (tercet--decide :tercet/decision/judge decision
                    :clusterRevision (plist-get asked :clusterRevision)
                    :judgements
                    (vector (append (list :findings (plist-get cluster :findings)
                                          :verdict verdict)
                                    (and line (list :line line)))))))

;;;###autoload
(defun tercet-accept ()
  "Accept a finding, for the builder to mend."
  (interactive)
  (tercet--judge "accept" nil))

;;;###autoload
(defun tercet-dismiss ()
  "Dismiss a finding, with the reason."
  (interactive)
  (tercet--judge "dismiss" "Why is it none?"))

;;;###autoload
(defun tercet-push-back ()
  "Push a finding back to the builder, with a line on how to mend it."
  (interactive)
  (tercet--judge "push-back" "What is to be done?"))

;;;###autoload
(defun tercet-ask ()
  "Ask the reviewer about a finding."
  (interactive)
  (tercet--judge "ask" "What do you want to know?"))

;;;###autoload
(defun tercet-merge ()
  "Put the change into the merge train."
  (interactive)
  (let* ((decision (tercet--meant '("merge") "waits to be merged"))
         (asked (plist-get decision :asked))
         (changes (tercet--request :tercet/change/files
                                   (list :task (plist-get decision :task)))))
    (when (tercet--sure-p (format "Merge %s (%d files) into %s?"
                                  (plist-get decision :task)
                                  (length (plist-get changes :files))
                                  (plist-get asked :target))
                          "Merge")
      (tercet--decide :tercet/decision/merge decision :head (plist-get asked :head)))))

;;;###autoload
(defun tercet-resolve ()
  "Choose how to go on after a failure, a conflict, a limit and the like."
  (interactive)
  (let* ((decision (tercet--meant '("failure" "conflict" "limit" "trust" "boundary" "footprint")
                                  "is in trouble"))
         (option (tercet--choose
                  (concat (tercet--line (plist-get decision :summary) 60) ": ")
                  (append (plist-get (plist-get decision :asked) :options) nil)
                  (lambda (one)
                    (format "%s: %s" (plist-get one :id) (tercet--line (plist-get one :text)))))))
    (tercet--decide :tercet/decision/resolve decision :option (plist-get option :id))))

;;;###autoload
(defun tercet-decide ()
  "Say yes to what is at point, or answer it: approve, answer, accept or merge."
  (interactive)
  (let ((decision (or (tercet--about :decision)
                      (car (tercet--open '("approval" "question" "findings" "merge" "failure"
                                           "conflict" "limit" "trust" "boundary" "footprint")
                                         (tercet--task-here))))))
    (pcase (and decision (tercet--kind decision))
      ('nil (user-error "Nothing is asked here"))
      ("approval" (tercet-approve))
      ("question" (tercet-answer))
      ("findings" (tercet-accept))
      ("merge" (tercet-merge))
      (_ (tercet-resolve)))))

;;;###autoload
(defun tercet-new (title)
  "Hand over a ticket with TITLE; the server asks for what else is missing."
  (interactive (list (read-string "What is to be done? ")))
  (let ((repository (tercet--root)))
    (tercet--execute "tercet.new"
                     (list (list :title title
                                 :repository (directory-file-name repository))))))

;;;###autoload
(defun tercet-steer (command task)
  "Give COMMAND about TASK: pause, resume, takeover, handback, retry, …."
  (interactive
   (list (completing-read "Command: "
                          '("pause" "resume" "takeover" "handback" "retry" "rebase"
                            "undo" "abandon" "delete")
                          nil t)
         (or (tercet--task-here) (tercet--read-task))))
  (tercet--execute
   (concat "tercet." command)
   (cons task
         (and (equal command "delete")
              (let ((whole (read-string "Type its id to lose unmerged work too, else nothing: ")))
                (and (not (string-empty-p whole)) (list whole)))))))

(provide 'tercet-decide)
;;; tercet-decide.el ends here
