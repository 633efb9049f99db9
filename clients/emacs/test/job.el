;;; job.el --- The whole job with the package  -*- lexical-binding: t; -*-

;;; Commentary:

;; From writing a template to a merge.

;;; Code:

(load (expand-file-name "clients/emacs/test/transcript.el" (getenv "ROOT")) nil t)
(add-to-list 'load-path (expand-file-name "clients/emacs" (getenv "ROOT")))
(require 'tercet)

(defun j-open (kind)
  "Wait for a decision of KIND."
  (t-wait (concat "a decision " kind)
          (lambda () (cl-find kind tercet--decisions :key #'tercet--kind :test #'equal))))

(defun j-titles ()
  "The lenses of this buffer."
  (mapcar (lambda (lens) (format "%d %s" (tercet-lens--line lens) (tercet-lens--title lens)))
          tercet-lens--all))

(defun j-has-lens (beginning)
  "Wait for a lens with this BEGINNING, and go there."
  (t-goto (t-wait (concat "a lens " beginning)
                  (lambda ()
                    (let ((lens (cl-find-if (lambda (one)
                                              (string-prefix-p beginning (tercet-lens--title one)))
                                            tercet-lens--all)))
                      (and lens (tercet-lens--line lens)))))))

(defun j-run-lens (beginning &rest answers)
  "Choose the lens with this BEGINNING, and say ANSWERS."
  (j-has-lens beginning)
  (setq t-answers (append (and (cdr (tercet-lens--at (line-number-at-pos))) (list beginning))
                          answers))
  (t-told #'tercet-lens-run))

(defun j-visit (path)
  "Visit PATH as a person does, after whose command eglot connects."
  (find-file path)
  (run-hooks 'post-command-hook))

(defun j-template ()
  "Write the template."
  (make-directory (expand-file-name ".tercet/workflows" t-repo) t)
  (j-visit (expand-file-name ".tercet/workflows/greet.md" t-repo))
  (t-wait "eglot" #'eglot-managed-p)
  (t-write-template))

(defun j-start ()
  "Start a task by the template's lens, and return its id."
  (t-heading "A task, by the lens of the template")
  (j-has-lens "New task")
  (t-list "lenses" (j-titles))
  (j-run-lens "New task" (t-title "Greet by name"))
  (car (tercet--task-ids)))

(defun j-approve (worktree id)
  "Approve the spec in WORKTREE of task ID, from its buffer."
  (t-heading "The spec waits")
  (j-open "approval")
  (t-write (concat "mode line:" (tercet-mode-line)))
  (tercet-inbox)
  (t-list "the inbox" (t-buffer-lines))
  (goto-char (point-min))
  (tercet-inbox-show)
  (t-list "the page" (t-buffer-lines))
  (tercet-task-open)
  (run-hooks 'post-command-hook)
  (t-write (concat "visited: " (file-relative-name buffer-file-name worktree)))
  (t-wait "eglot" #'eglot-managed-p)
  (t-diagnosed "\\[unapproved\\]: revision 1 waits for your approval")
  (t-list "diagnostics" (t-diagnostics))
  (j-has-lens "Approve")
  (t-list "lenses" (j-titles))
  (j-run-lens "Approve (revision 1)")
  id)

(defun j-answer ()
  "Answer the builder's question by the lens."
  (t-heading "The builder asks")
  (j-open "question")
  (j-has-lens "Answer")
  (t-list "lenses" (j-titles))
  (j-run-lens "Answer…" "No, greet the world, as today"))

(defun j-follow (worktree id)
  "Follow the log of the run in WORKTREE of task ID until it ends."
  (t-heading "The log of the run, live")
  (t-wait "the second item"
          (lambda () (equal 1 (plist-get (gethash id tercet--tasks) :itemsDone))))
  (t-wait "a run that says something"
          (lambda ()
            (tercet-log id)
            (accept-process-output nil 0.2)
            (string-match-p "Both ways are tested" (buffer-string))))
  (cl-assert (not (string-match-p "has ended" (buffer-string))))
  (write-region "" nil (expand-file-name "go" worktree) nil 'silent)
  (t-find "-- the run has ended --")
  (t-write (concat "kinds: "
                   (string-join (delq nil (mapcar (lambda (line)
                                                    (and (string-match "^\\([a-z]+\\)  " line)
                                                         (match-string 1 line)))
                                                  (t-buffer-lines)))
                                " ")))
  (cl-assert (= 1 (how-many "Both ways are tested" (point-min) (point-max))))
  (kill-buffer))

(defun j-judge (id)
  "Push the finding of task ID back, from the code."
  (t-heading "The reviewers found something")
  (j-open "findings")
  (tercet-show (substring id 0 5))
  (t-find "Findings")
  (t-list "the page" (cl-subseq (t-buffer-lines) 0 (1+ (line-number-at-pos))))
  (t-find "c1")
  (tercet-task-open)
  (run-hooks 'post-command-hook)
  (t-write (format "point is in line %d of %s" (line-number-at-pos) buffer-file-name))
  (t-diagnosed "There is no usage line")
  (t-list "diagnostics" (t-diagnostics))
  (t-write (format "eglot has this buffer: %s" (and (eglot-managed-p) t)))

  (t-heading "The review, opened by the server")
  (let ((code (current-buffer)))
    (tercet--execute "tercet.findings" (list id))
    (t-wait "the review" (lambda ()
                           (string-suffix-p "review.md" (or (buffer-file-name (window-buffer)) ""))))
    (set-buffer (window-buffer))
    (j-has-lens "Push back")
    (t-list "lenses" (j-titles))

    (t-heading "Pushed back with one line, from the code")
    (switch-to-buffer code)
    (j-run-lens "Push back…" "one comment line is enough")))

(defun j-merge (id)
  "Merge task ID from its page."
  (t-heading "The second pass is done")
  (j-open "merge")
  (t-write (concat "mode line:" (tercet-mode-line)))
  (tercet-diff id)
  (t-find "+# usage: hello.sh [NAME]")
  (t-list "diff" (t-buffer-lines))
  (tercet-show id)
  (t-find " into main")
  (setq t-answers '("Merge"))
  (t-told #'tercet-merge)
  (t-wait "the merge" (lambda ()
                        (equal "merged" (plist-get (plist-get (gethash id tercet--tasks) :state)
                                                   :kind))))
  (t-write (concat "mode line:" (tercet-mode-line)))
  (tercet-inbox)
  (t-list "the inbox" (t-buffer-lines))
  (t-list "commits of main" (split-string (t-git "log" "--first-parent" "--format=%s" "main") "\n"))
  (t-list "hello.sh" (with-temp-buffer
                       (insert-file-contents (expand-file-name "hello.sh" t-repo))
                       (t-buffer-lines))))

(defun j-stop ()
  "End every connection."
  (t-heading "The end")
  (let ((processes (delq nil (mapcar #'process-id (process-list)))))
    (tercet-disconnect)
    (eglot-shutdown-all)
    (t-wait "the processes to end"
            (lambda () (cl-every (lambda (process) (null (process-attributes process))) processes)))
    (t-write "the servers are gone")))

(t-run
 (lambda ()
   (setq default-directory (file-name-as-directory t-repo))
   (tercet-mode 1)
   (j-template)
   (let* ((id (j-start))
          (worktree (expand-file-name (concat ".tercet/worktrees/" id) t-repo)))
     (j-approve worktree id)
     (j-answer)
     (j-follow worktree id)
     (j-judge id)
     (j-merge id)
     (j-stop))))

;;; job.el ends here
