;;; tercet.el --- Decisions over tickets on their way to a merge  -*- lexical-binding: t; -*-

;; Author: Tercet <dev@tercet.dev>
;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1") (eglot "1.9"))
;; Keywords: tools, vc
;; URL: https://tercet.dev
;; SPDX-License-Identifier: Apache-2.0

;;; Commentary:

;; Tercet turns tickets into merged changes; you approve, answer, judge and
;; merge.  This package shows what waits and sends what you decide:
;;
;;   (require 'tercet)
;;   (tercet-mode 1)
;;
;; Then `M-x tercet-inbox', and C-c , in front of every other command.

;;; Code:

(require 'tercet-answer)
(require 'tercet-connection)
(require 'tercet-decide)
(require 'tercet-eglot)
(require 'tercet-inbox)
(require 'tercet-lens)
(require 'tercet-log)
(require 'tercet-model)
(require 'tercet-task)

(defvar tercet-map
  (let ((map (make-sparse-keymap)))
    (define-key map "i" #'tercet-inbox)
    (define-key map "t" #'tercet-show)
    (define-key map "n" #'tercet-new)
    (define-key map "l" #'tercet-log)
    (define-key map "d" #'tercet-diff)
    (define-key map "." #'tercet-lens-run)
    (define-key map "a" #'tercet-approve)
    (define-key map "r" #'tercet-reject)
    (define-key map "q" #'tercet-answer)
    (define-key map "y" #'tercet-accept)
    (define-key map "x" #'tercet-dismiss)
    (define-key map "p" #'tercet-push-back)
    (define-key map "m" #'tercet-merge)
    (define-key map "o" #'tercet-resolve)
    (define-key map "s" #'tercet-steer)
    map)
  "What stands behind the prefix of `tercet-mode'.")

(defun tercet--ours-p (file)
  "Whether FILE is a template, a text of a task, or settings."
  (string-match-p
   (rx "/." (or "tercet" "zenflow") "/"
       (or (seq "workflows/" (+ (not "/")) ".md")
           (seq "tasks/" (+ (not "/")) "/" (+ (not "/")) ".md")
           "settings.json")
       eos)
   file))

(defun tercet--in-repository-p (file)
  "Whether FILE lies in a repository."
  (locate-dominating-file file (lambda (folder)
                                 (or (file-exists-p (expand-file-name ".git" folder))
                                     (file-directory-p (expand-file-name ".tercet" folder))))))

(defun tercet--visited ()
  "Show lenses and findings in this file, and give ours to eglot."
  (when (and buffer-file-name
             (not (file-remote-p buffer-file-name))
             (tercet--in-repository-p buffer-file-name)
             (tercet--try-connect))
    (when (tercet--ours-p buffer-file-name)
      (when (eq major-mode 'fundamental-mode)
        (text-mode))
      (eglot-ensure))
    (tercet-lens-mode 1)))

(defvar tercet--unreachable nil
  "Why the last try to connect failed, so that it is said only once.")

(defun tercet--try-connect ()
  "Whether there is a connection; why there is none is said once."
  (or (tercet--connected-p)
      (and (null tercet--unreachable)
           (condition-case problem
               (tercet-connect)
             (error
              (setq tercet--unreachable (error-message-string problem))
              (tercet--say "%s" tercet--unreachable)
              nil)))))

(defun tercet--reachable ()
  "Forget that there was no connection."
  (setq tercet--unreachable nil))

(add-hook 'tercet-connected-hook #'tercet--reachable)

;;;###autoload
(define-minor-mode tercet-mode
  "Lenses and findings in every repository, and what waits in the mode line."
  :global t
  :group 'tercet
  :keymap (let ((map (make-sparse-keymap)))
            (define-key map (kbd "C-c ,") tercet-map)
            map)
  (tercet-mode-line-mode (if tercet-mode 1 -1))
  (if tercet-mode
      (progn
        (tercet-eglot-setup)
        (add-hook 'find-file-hook #'tercet--visited))
    (remove-hook 'find-file-hook #'tercet--visited)))

(provide 'tercet)
;;; tercet.el ends here
