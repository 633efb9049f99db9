;;; tercet-inbox.el --- The inbox as a list  -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: Apache-2.0

;;; Commentary:

;; All open decisions over all tasks, the most valuable first, kept as they
;; are; and what the mode line says of them.

;;; Code:

(require 'tabulated-list)
(require 'tercet-decide)

(declare-function tercet-show "tercet-task" (task &optional decision))

(defvar tercet-inbox-mode-map
  (let ((map (make-sparse-keymap)))
    (define-key map (kbd "RET") #'tercet-inbox-show)
    (define-key map "a" #'tercet-decide)
    (define-key map "r" #'tercet-reject)
    (define-key map "m" #'tercet-merge)
    (define-key map "o" #'tercet-resolve)
    map)
  "Keys of the inbox.")

(define-derived-mode tercet-inbox-mode tabulated-list-mode "Inbox"
  "What waits for you.
\\{tercet-inbox-mode-map}"
  (setq tabulated-list-format [("Asked" 44 nil) ("Task" 28 t) ("Title" 0 t)])
  (tabulated-list-init-header)
  (add-hook 'tabulated-list-revert-hook #'tercet-inbox--ask nil t))

(defun tercet-inbox--entry (decision)
  "A row for DECISION."
  (list (list (plist-get decision :task) (plist-get decision :id))
        (vector (propertize (tercet--line (plist-get decision :summary) 44)
                            'tercet-about (list :decision decision))
                (plist-get decision :task)
                (tercet--line (plist-get decision :taskTitle)))))

(defun tercet-inbox--ask ()
  "Ask for the decisions anew, and make rows of them."
  (tercet--take-inbox (tercet--request :tercet/decision/list nil))
  (setq tabulated-list-entries (mapcar #'tercet-inbox--entry tercet--decisions)))

(defun tercet-inbox--changed (_task)
  "Show the inbox as it is now, where it is shown."
  (let ((buffer (get-buffer "*Tercet inbox*")))
    (when buffer
      (with-current-buffer buffer
        (setq tabulated-list-entries (mapcar #'tercet-inbox--entry tercet--decisions))
        (tabulated-list-print t)))))

;;;###autoload
(defun tercet-inbox ()
  "Show what waits for you."
  (interactive)
  (tercet-connect)
  (let ((buffer (get-buffer-create "*Tercet inbox*")))
    (with-current-buffer buffer
      (unless (derived-mode-p 'tercet-inbox-mode)
        (tercet-inbox-mode))
      (tercet-inbox--ask)
      (tabulated-list-print t))
    (add-hook 'tercet-changed-hook #'tercet-inbox--changed)
    (pop-to-buffer buffer)
    (unless tercet--decisions
      (tercet--say "nothing waits for you"))))

(defun tercet-inbox-show ()
  "Show the task of the row at point, at its decision."
  (interactive)
  (let ((id (tabulated-list-get-id)))
    (unless id
      (user-error "There is nothing in this line"))
    (tercet-show (car id) (cadr id))))

;;;; Mode line

(defun tercet-mode-line ()
  "What waits, in a few words; empty when nothing does."
  (cond
   ((not (tercet--connected-p)) "")
   ((null tercet--decisions) "")
   (t (let ((first (car tercet--decisions)))
        (format " Tercet %d: %s (%s)" (length tercet--decisions)
                (tercet--line (plist-get first :summary) 40)
                (plist-get first :task))))))

;;;###autoload
(define-minor-mode tercet-mode-line-mode
  "Say in the mode line what waits for you."
  :global t
  :group 'tercet
  (let ((entry '(:eval (tercet-mode-line))))
    (setq global-mode-string
          (remove entry (if (listp global-mode-string)
                            global-mode-string
                          (list global-mode-string))))
    (when tercet-mode-line-mode
      (setq global-mode-string (append (or global-mode-string '("")) (list entry))))))

(provide 'tercet-inbox)
;;; tercet-inbox.el ends here
