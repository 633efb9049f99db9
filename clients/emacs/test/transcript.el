;;; transcript.el --- What a test saw  -*- lexical-binding: t; -*-

;;; Commentary:

;; Lines with what differs from run to run taken out, and answers to what a
;; person is asked.

;;; Code:

(require 'cl-lib)
(require 'subr-x)
(setq package-directory-list '("/usr/share/emacs/site-lisp/elpa"))
(require 'package)
(package-initialize)
(require 'eglot)
(require 'flymake)

(defvar t-lines nil "What was seen, the last first.")
(defvar t-answers nil "What the person will say next.")
(defvar t-said 0 "How often the person was told something.")
(defvar t-tasks nil "Beginnings of the tasks' ids.")
(defvar t-patience (/ (string-to-number (or (getenv "PATIENCE") "60000")) 1000.0))
(defvar t-world (getenv "WORLD"))
(defvar t-repo (expand-file-name "repo" t-world))

(defun t-plain (text)
  "TEXT without what differs from run to run."
  (let ((case-fold-search nil))
    (dolist (pair (append (list (cons (regexp-quote t-world) "WORLD"))
                          (mapcar (lambda (task) (cons (concat task "-[a-z0-9]\\{4\\}\\b") "TASK"))
                                  t-tasks)
                          '(("\\b[0-9a-f]\\{40\\}\\b" . "COMMIT") ("\\b[0-9a-f]\\{10\\}\\b" . "COMMIT"))))
      (setq text (replace-regexp-in-string (car pair) (cdr pair) text t)))
    text))

(defun t-write (text)
  "Write TEXT into the transcript."
  (dolist (line (split-string (t-plain (substring-no-properties text)) "\n"))
    (push (string-trim-right line) t-lines)))

(defun t-heading (text)
  "Write TEXT as a heading."
  (t-write (concat "\n## " text "\n")))

(defun t-list (title lines)
  "Write TITLE and LINES."
  (t-write title)
  (mapc (lambda (line) (t-write (concat "  " line))) lines))

(defun t-title (title)
  "TITLE, whose task stands as TASK from now on."
  (push (replace-regexp-in-string " " "-" (downcase title)) t-tasks)
  title)

(defun t-wait (what condition)
  "Wait for CONDITION, and return what it came to; WHAT names it."
  (let ((end (+ (float-time) t-patience)) seen)
    (while (and (not (setq seen (funcall condition))) (< (float-time) end))
      (accept-process-output nil 0.05)
      ;; What a person's next command would set off; batch mode has no command loop.
      (run-hooks 'post-command-hook))
    (or seen (error "It does not come to this: %s" what))))

(defun t-told (act)
  "Do ACT, and wait until the person is told what came of it."
  (let ((before t-said))
    (funcall act)
    (t-wait "a word" (lambda () (and (> t-said before) (null t-answers))))))

(defvar t-lucky nil "Whether what is said is how far a task is.")

(defun t-note (text)
  "Take note of TEXT if it is a word of Tercet's."
  (when (string-prefix-p "Tercet: " text)
    (cl-incf t-said)
    ;; How far a task is when a command is answered is a matter of luck; a refusal is not.
    (t-write (concat "said: "
                     (if t-lucky
                         (replace-regexp-in-string "^\\(Tercet: TASK: \\).*" "\\1…" (t-plain text))
                       (t-plain text))))))

(defun t-listen ()
  "From now on the person is this test."
  (advice-add 'tercet--told-state :around
              (lambda (tell task) (let ((t-lucky t)) (funcall tell task))))
  (advice-add 'message :before
              (lambda (&rest arguments)
                (when (stringp (car arguments))
                  (t-note (apply #'format-message arguments)))))
  (advice-add 'read-string :override
              (lambda (prompt &rest _)
                (let ((answer (pop t-answers)))
                  (t-write (format "asked: %s\n  typed: %s" (string-trim prompt) answer))
                  answer)))
  (advice-add 'completing-read :override
              (lambda (prompt table &rest arguments)
                (let* ((answer (pop t-answers))
                       (lines (all-completions "" table))
                       (chosen (cl-find-if (lambda (line) (string-prefix-p answer line)) lines)))
                  (t-write (concat "asked: " (string-trim prompt)))
                  (dolist (line lines)
                    (t-write (concat (if (eq line chosen) "  > " "  - ") line)))
                  (unless chosen
                    (when (nth 1 arguments)
                      (error "Nothing to choose begins with %S" answer))
                    (t-write (concat "  typed: " answer)))
                  (or chosen answer)))))

(defun t-run (test)
  "Run TEST, write the transcript, and end with 0 only if all went well."
  (t-listen)
  (let ((fine nil))
    (condition-case problem
        (progn
          (funcall test)
          (when t-answers
            (error "Nobody asked for %S" t-answers))
          (setq fine t))
      (error (t-write (format "FAILED: %s" (error-message-string problem)))))
    (with-temp-file (getenv "TRANSCRIPT")
      (insert (string-join (reverse t-lines) "\n") "\n"))
    (kill-emacs (if fine 0 1))))

;;;; What is looked at

(defun t-git (&rest words)
  "What git says to WORDS in the repository."
  (with-temp-buffer
    (setq default-directory (file-name-as-directory t-repo))
    (unless (zerop (apply #'call-process "git" nil t nil "-C" t-repo words))
      (error "Git %S: %s" words (buffer-string)))
    (string-trim (buffer-string))))

(defun t-buffer-lines ()
  "The lines of this buffer."
  (split-string (string-trim-right (buffer-substring-no-properties (point-min) (point-max)) "\n") "\n"))

(defun t-diagnostics ()
  "The diagnostics of this buffer."
  (sort (mapcar (lambda (found)
                  (format "%d %s" (line-number-at-pos (flymake-diagnostic-beg found))
                          (flymake-diagnostic-text found)))
                (flymake-diagnostics))
        #'string<))

(defun t-diagnosed (pattern)
  "Wait for a diagnostic that has PATTERN in it."
  (t-wait (concat "a diagnostic " pattern)
          (lambda () (cl-some (lambda (text) (string-match-p pattern text)) (t-diagnostics)))))

(defun t-goto (line)
  "Go to the beginning of LINE."
  (goto-char (point-min))
  (forward-line (1- line)))

(defun t-find (text)
  "Wait for TEXT in this buffer, and go there."
  (t-wait (concat "a page with " text)
          (lambda ()
            (goto-char (point-min))
            (and (let ((case-fold-search nil)) (search-forward text nil t))
                 (progn (beginning-of-line) t)))))

(defconst t-template
  "# Greet

### [ ] Step: Spec
<!-- agent: pla -->
Write `{@artifacts_path}/spec.md`.

### [ ] Step: Build
<!-- agent: builder -->
<!-- plam: spec.md -->
Work through the plan.

### [ ] Step: Review
<!-- agents: reviewer-a, reviewer-b -->
Look for defects.
"
  "A workflow with two mistakes: an unknown preset, an unknown directive.")

(defun t-changed ()
  "Let eglot tell the server of edits now; in batch mode no timer for idleness runs."
  (eglot--signal-textDocument/didChange))

(defun t-write-template ()
  "Mend the template in this buffer by completion and quick fix, and commit it."
  (t-heading "A template")
  (insert t-template)
  (t-changed)
  (t-diagnosed "\"pla\" is not defined")
  (t-diagnosed "\"plam\" is no directive")
  (t-list "diagnostics" (t-diagnostics))
  (goto-char (point-min))
  (search-forward "agent: pla")
  (completion-at-point)
  (t-list "completed" (list (buffer-substring (line-beginning-position) (line-end-position))))
  (t-changed)
  (goto-char (point-min))
  (search-forward "plam")
  (setq t-answers '("Write plan"))
  (eglot-code-actions (point) (point) nil t)
  (t-changed)
  (t-wait "no diagnostic" (lambda () (null (flymake-diagnostics))))
  (t-list "the template" (cl-subseq (t-buffer-lines) 2 10))
  (save-buffer)
  (t-git "add" "-A")
  (t-git "commit" "-q" "-m" "Add a workflow"))

(setq eglot-sync-connect 60
      eglot-send-changes-idle-time 0
      flymake-no-changes-timeout 0.1
      create-lockfiles nil
      make-backup-files nil
      auto-save-default nil
      revert-without-query '(".*")
      last-nonmenu-event t)

(provide 'transcript)
;;; transcript.el ends here
