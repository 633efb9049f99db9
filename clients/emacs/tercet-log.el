;;; tercet-log.el --- Live logs and diffs  -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: Apache-2.0

;;; Commentary:

;; The log of a run, followed until it ends or its buffer is killed; and what
;; a task changes.

;;; Code:

(require 'diff-mode)
(require 'tercet-decide)

(defvar-local tercet-log--run nil "The run of this buffer.")
(defvar-local tercet-log--next 0 "Number of the next entry.")
(defvar-local tercet-log--ended nil "Whether the run has ended.")

(define-derived-mode tercet-log-mode special-mode "Log"
  "The log of a run."
  (setq-local truncate-lines nil)
  (add-hook 'kill-buffer-hook #'tercet-log--unfollow nil t))

(defun tercet-log--buffer (run)
  "The buffer with the log of RUN, or nil."
  (get-buffer (format "*Tercet run %s*" run)))

(defun tercet-log--text (entry)
  "ENTRY of a transcript as text: its kind, then its words."
  (format "%s  %s\n" (propertize (plist-get entry :kind) 'face 'font-lock-keyword-face)
          (replace-regexp-in-string "\n" "\n    " (string-trim (plist-get entry :text)))))

(defun tercet-log--append (output)
  "Add what is new in OUTPUT, and stay at the end where point is there."
  (let ((inhibit-read-only t)
        (windows (cl-remove-if-not (lambda (window) (= (window-point window) (point-max)))
                                   (get-buffer-window-list nil nil t)))
        (number (plist-get output :from)))
    (save-excursion
      (goto-char (point-max))
      (mapc (lambda (entry)
              (when (>= number tercet-log--next)
                (insert (tercet-log--text entry)))
              (setq number (1+ number)))
            (plist-get output :lines))
      (setq tercet-log--next (max tercet-log--next (plist-get output :next)))
      (when (and (eq t (plist-get output :ended)) (not tercet-log--ended))
        (setq tercet-log--ended t)
        (insert "-- the run has ended --\n")))
    (dolist (window windows)
      (set-window-point window (point-max)))))

(defun tercet-log--take (output)
  "Take in OUTPUT of a run that is followed."
  (let ((buffer (tercet-log--buffer (plist-get output :run))))
    (when buffer
      (with-current-buffer buffer
        (tercet-log--append output)))))

(defun tercet-log--follow ()
  "Follow this buffer's run from the next entry on."
  ;; Asked so that the answer is taken in before what comes after it.
  (tercet-log--append
   (tercet--request :tercet/run/follow
                    (list :run tercet-log--run :from tercet-log--next))))

(defun tercet-log--unfollow ()
  "Follow this buffer's run no longer."
  (when (and tercet-log--run (not tercet-log--ended) (tercet--connected-p))
    (tercet--send :tercet/run/unfollow (list :run tercet-log--run) #'ignore)))

(defun tercet-log--told (method parameters)
  "Take in METHOD with PARAMETERS, where they are about a run."
  (pcase method
    ('tercet/run/output (tercet-log--take parameters))
    ('tercet/run/lost
     (let ((buffer (tercet-log--buffer (plist-get parameters :run))))
       (when buffer
         (run-at-time 0 nil (lambda ()
                              (with-current-buffer buffer (tercet-log--follow)))))))))

(add-hook 'tercet-notification-functions #'tercet-log--told)

(defun tercet-log--again ()
  "Follow what was followed before the connection was lost."
  (dolist (buffer (buffer-list))
    (with-current-buffer buffer
      (when (and (derived-mode-p 'tercet-log-mode) (not tercet-log--ended))
        (tercet-log--follow)))))

(add-hook 'tercet-connected-hook #'tercet-log--again)

(defun tercet-log-run (run)
  "Show the log of RUN, and what comes."
  (let ((buffer (or (tercet-log--buffer run)
                    (get-buffer-create (format "*Tercet run %s*" run)))))
    (with-current-buffer buffer
      (unless (equal tercet-log--run run)
        (tercet-log-mode)
        (setq tercet-log--run run)
        (tercet-log--follow)
        (goto-char (point-max))))
    (pop-to-buffer buffer)))

;;;###autoload
(defun tercet-log (task)
  "Show the log of the newest run of TASK, and what comes."
  (interactive (list (or (tercet--task-here) (tercet--read-task))))
  (let ((runs (append (plist-get (tercet--request :tercet/run/list (list :task task)) :runs)
                      nil)))
    (if runs
        (tercet-log-run (plist-get (car (last runs)) :id))
      (user-error "Nothing of %s has run yet" task))))

;;;###autoload
(defun tercet-diff (task &optional path)
  "Show the change of TASK, or the part of it in PATH."
  (interactive (list (or (tercet--task-here) (tercet--read-task))))
  (let ((patch (tercet--request :tercet/change/patch
                                (append (list :task task) (and path (list :path path)))))
        (buffer (get-buffer-create (format "*Tercet diff %s*" task))))
    (with-current-buffer buffer
      (let ((inhibit-read-only t))
        (erase-buffer)
        (insert (plist-get patch :text))
        (when (= (point-min) (point-max))
          (insert "Nothing is changed yet\n"))
        (when (eq t (plist-get patch :truncated))
          (insert "-- there is more than is shown here --\n"))
        (goto-char (point-min)))
      (diff-mode)
      (setq buffer-read-only t)
      (setq tercet--about-task task)
      (set-buffer-modified-p nil))
    (pop-to-buffer buffer)))

(provide 'tercet-log)
;;; tercet-log.el ends here
