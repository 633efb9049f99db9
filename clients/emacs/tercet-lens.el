;;; tercet-lens.el --- Lenses and findings in a buffer  -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: Apache-2.0

;;; Commentary:

;; Eglot shows no lenses.  `tercet-lens-mode' shows Tercet's at the end of
;; their line, runs them, and adds findings to flymake also where another
;; language server has the buffer.

;;; Code:

(require 'flymake)
(require 'tercet-decide)

(defvar-local tercet-lens--has-findings nil
  "Whether eglot has the findings of this buffer already.")

(defvar-local tercet-lens--overlays nil "What shows the lenses.")
(defvar tercet-lens-mode)

(defvar-local tercet-lens--all nil "The lenses of this buffer.")

(defface tercet-lens '((t :inherit shadow :slant italic))
  "Lenses."
  :group 'tercet)

(defun tercet-lens--uri ()
  "The URI of the visited file."
  (concat "file://" (url-hexify-string (file-truename buffer-file-name)
                                       url-path-allowed-chars)))

(defun tercet-lens--document ()
  "The visited file as parameters name it."
  (list :textDocument (list :uri (tercet-lens--uri))))

(defun tercet-lens--line (lens)
  "Number of the line that LENS stands at, from 1."
  (1+ (plist-get (plist-get (plist-get lens :range) :start) :line)))

(defun tercet-lens--title (lens)
  "The title of LENS."
  (plist-get (plist-get lens :command) :title))

(defun tercet-lens--at (line)
  "The lenses of LINE."
  (cl-remove-if-not (lambda (lens) (= line (tercet-lens--line lens))) tercet-lens--all))

(defun tercet-lens--draw (lenses)
  "Show LENSES in this buffer."
  (mapc #'delete-overlay tercet-lens--overlays)
  (setq tercet-lens--all (append lenses nil)
        tercet-lens--overlays
        (mapcar (lambda (line)
                  (save-excursion
                    (goto-char (point-min))
                    (forward-line (1- line))
                    (let ((overlay (make-overlay (line-end-position) (line-end-position))))
                      (overlay-put overlay 'after-string
                                   (propertize
                                    (concat "  " (mapconcat #'tercet-lens--title
                                                            (tercet-lens--at line) " | "))
                                    'face 'tercet-lens 'cursor t))
                      overlay)))
                (delete-dups (mapcar #'tercet-lens--line tercet-lens--all)))))

(defun tercet-lens-refresh ()
  "Ask for this buffer's lenses and findings anew."
  (interactive)
  (when (and buffer-file-name (tercet--connected-p))
    (let ((buffer (current-buffer)))
      (tercet--send :textDocument/codeLens (tercet-lens--document)
                    (lambda (lenses)
                      (when (buffer-live-p buffer)
                        (with-current-buffer buffer
                          (when tercet-lens-mode
                            (tercet-lens--draw lenses))))))
      (when (bound-and-true-p flymake-mode)
        (flymake-start)))))

(defun tercet-lens--run (lens)
  "Give the command of LENS."
  (let ((command (plist-get lens :command)))
    (tercet--execute (plist-get command :command) (plist-get command :arguments))))

(defun tercet-lens-run ()
  "Run a lens of this line, or of the first line where this one has none."
  (interactive)
  (let ((lenses (or (tercet-lens--at (line-number-at-pos)) (tercet-lens--at 1))))
    (unless lenses
      (user-error "There is nothing to decide in this line"))
    (tercet-lens--run (tercet--choose "Lens: " lenses #'tercet-lens--title))))

;;;; Findings

(defconst tercet-lens--severities [:error :warning :note :note]
  "Types of flymake by LSP's severity, from 1.")

(defun tercet-lens--diagnostic (found)
  "What was FOUND as flymake has it."
  (save-excursion
    (goto-char (point-min))
    (forward-line (plist-get (plist-get (plist-get found :range) :start) :line))
    (flymake-make-diagnostic (current-buffer) (line-beginning-position)
                             (max (line-end-position) (1+ (line-beginning-position)))
                             (aref tercet-lens--severities
                                   (1- (or (plist-get found :severity) 1)))
                             (plist-get found :message))))

(defvar-local tercet-lens--asked 0
  "How often flymake has asked; it takes no late answers.")

(defun tercet-lens--report (report asked found)
  "Give REPORT what was FOUND, if flymake has not asked again since ASKED."
  (when (and (= asked tercet-lens--asked)
             (bound-and-true-p flymake-mode)
             (memq #'tercet-lens-flymake flymake-diagnostic-functions))
    (save-restriction
      (widen)
      ;; Flymake signals an error when it has begun anew by now, and cannot be asked whether it has.
      (ignore-errors
        (funcall report (mapcar #'tercet-lens--diagnostic found))))))

(defun tercet-lens-flymake (report &rest _)
  "A backend of flymake: give REPORT what reviewers found in this file."
  (setq tercet-lens--asked (1+ tercet-lens--asked))
  (if (or tercet-lens--has-findings (not buffer-file-name) (not (tercet--connected-p)))
      (funcall report nil)
    (let ((buffer (current-buffer))
          (asked tercet-lens--asked))
      (tercet--send :textDocument/diagnostic (tercet-lens--document)
                    (lambda (answer)
                      (when (buffer-live-p buffer)
                        (with-current-buffer buffer
                          (tercet-lens--report report asked (plist-get answer :items)))))))))

;;;; The mode

(defun tercet-lens--refresh-all (&rest _)
  "Ask anew in every buffer with lenses."
  (dolist (buffer (buffer-list))
    (with-current-buffer buffer
      (when tercet-lens-mode
        (run-at-time 0 nil (lambda ()
                             (when (buffer-live-p buffer)
                               (with-current-buffer buffer (tercet-lens-refresh)))))))))

;;;###autoload
(define-minor-mode tercet-lens-mode
  "Show Tercet's lenses and findings in this buffer."
  :lighter " Lens"
  :group 'tercet
  (if tercet-lens-mode
      (progn
        (add-hook 'tercet-changed-hook #'tercet-lens--refresh-all)
        (add-hook 'after-save-hook #'tercet-lens-refresh nil t)
        (add-hook 'flymake-diagnostic-functions #'tercet-lens-flymake nil t)
        (flymake-mode 1)
        (tercet-lens-refresh))
    (mapc #'delete-overlay tercet-lens--overlays)
    (remove-hook 'after-save-hook #'tercet-lens-refresh t)
    (remove-hook 'flymake-diagnostic-functions #'tercet-lens-flymake t)))

(provide 'tercet-lens)
;;; tercet-lens.el ends here
