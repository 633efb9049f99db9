;;; plain.el --- The job without the package  -*- lexical-binding: t; -*-

;;; Commentary:

;; Eglot alone, set up by the snippet of docs/guides/editors.md.

;;; Code:

(load (expand-file-name "clients/emacs/test/transcript.el" (getenv "ROOT")) nil t)
(load (getenv "SNIPPET") nil t)

(defvar p-messages nil "What eglot has said.")

(defun p-visit (path)
  "Visit PATH, and `M-x eglot' unless eglot has it already."
  (find-file path)
  (run-hooks 'post-command-hook)
  (unless (eglot-managed-p)
    (apply #'eglot (eglot--guess-contact)))
  (t-wait "eglot" #'eglot-managed-p))

(defun p-actions ()
  "The titles of the code actions at point."
  (mapcar (lambda (action) (plist-get action :title))
          (ignore-errors (eglot-code-actions (point) (point)))))

(defun p-act (beginning)
  "Choose the code action with this BEGINNING when there is one."
  (t-wait (concat "an action " beginning)
          (lambda () (cl-find-if (lambda (title) (string-prefix-p beginning title)) (p-actions))))
  (setq t-answers (list beginning))
  (eglot-code-actions (point) (point) nil t))

(defun p-told (pattern)
  "Wait for a message of the server with PATTERN, and return its first group."
  (t-wait (concat "a message " pattern)
          (lambda ()
            (cl-some (lambda (text) (and (string-match pattern text) (match-string 1 text)))
                     p-messages))))

(advice-add 'eglot--message :before
            (lambda (&rest arguments) (push (apply #'format arguments) p-messages)))

(defun p-give (command arguments)
  "Give COMMAND with ARGUMENTS by workspace/executeCommand."
  (eglot-execute-command (eglot-current-server) command arguments))

(t-run
 (lambda ()
   (setq default-directory (file-name-as-directory t-repo))
   (make-directory (expand-file-name ".tercet/workflows" t-repo) t)
   (p-visit (expand-file-name ".tercet/workflows/greet.md" t-repo))
   (t-write-template)

   (t-heading "A task, by executeCommand")
   (let* ((task (p-give 'tercet.new
                        (vector (list :title (t-title "Plain greeting") :repository t-repo
                                      :workflow buffer-file-name))))
          (id (plist-get (plist-get task :summary) :id))
          (worktree (expand-file-name (concat ".tercet/worktrees/" id) t-repo))
          (spec (expand-file-name (concat ".tercet/tasks/" id "/spec.md") worktree)))
     (t-wait "a spec" (lambda () (file-exists-p spec)))

     (t-heading "The spec waits")
     (p-visit spec)
     (t-diagnosed "waits for your approval")
     (t-list "diagnostics" (t-diagnostics))
     (p-act "Approve")

     (t-heading "The builder asks")
     (p-act "No, greet the world")

     (t-heading "The reviewers found something")
     (t-wait "a review" (lambda () (member "Open the review" (p-actions))))
     (p-visit (expand-file-name "hello.sh" worktree))
     (t-diagnosed "There is no usage line")
     (t-list "diagnostics" (t-diagnostics))
     (t-goto 2)
     (p-act "Push back")
     (find-file (p-told "open file://\\(.*/notes/.*\\.md\\)"))
     (unless (eglot-managed-p)
       (apply #'eglot (eglot--guess-contact)))
     (t-list "the note" (cdr (t-buffer-lines)))
     (goto-char (point-max))
     (insert "one comment line is enough\n")
     (t-changed)
     (p-act "Send")

     (t-heading "The second pass is done")
     (find-file spec)
     (t-wait "a merge" (lambda () (member "Merge into main" (p-actions))))
     (t-list "code actions" (p-actions))
     (setq t-answers '("Merge"))
     (p-give 'tercet.merge (vector id))
     (t-wait "the merge"
             (lambda () (equal "Plain greeting" (t-git "log" "-1" "--format=%s" "main"))))
     (t-list "commits of main" (split-string (t-git "log" "--first-parent" "--format=%s" "main") "\n"))
     (t-list "hello.sh" (with-temp-buffer
                          (insert-file-contents (expand-file-name "hello.sh" t-repo))
                          (t-buffer-lines)))
     (eglot-shutdown-all))))

;;; plain.el ends here
