;;; tercet-eglot.el --- Tercet's language server in eglot  -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: Apache-2.0

;;; Commentary:

;; Eglot starts `tercet lsp' for templates, specs, reviews and settings.  What
;; commands lack is asked for in the minibuffer, and documents that the server
;; wants to be seen are shown; neither is in eglot 1.9 by itself.

;;; Code:

(require 'eglot)
(require 'tercet-answer)
(require 'tercet-lens)

(defclass tercet-eglot-server (eglot-lsp-server) ()
  :documentation "Tercet's language server, as eglot has started it.")

(cl-defmethod eglot-client-capabilities ((_server tercet-eglot-server))
  "The capabilities of eglot, and those of this file."
  (let ((capabilities (copy-sequence (cl-call-next-method))))
    (setq capabilities
          (plist-put capabilities :window
                     (append '(:showDocument (:support t)) (plist-get capabilities :window))))
    (plist-put capabilities :experimental '(:tercet (:ask t)))))

(cl-defmethod eglot-handle-request ((_server tercet-eglot-server)
                                    (_method (eql tercet/ask)) &rest ask)
  "Ask the person what ASK wants to know."
  (tercet--answer-ask ask))

(cl-defmethod eglot-handle-request ((_server tercet-eglot-server)
                                    (_method (eql window/showDocument)) &rest parameters)
  "Show the document that PARAMETERS name."
  (tercet--show-document parameters))

(cl-defmethod eglot-execute-command ((server tercet-eglot-server) command arguments)
  "Give COMMAND with ARGUMENTS to SERVER, and let nothing wait for it."
  (tercet--execute command arguments server))

(defun tercet-eglot--managed ()
  "Keep findings in flymake when eglot takes a buffer over."
  (when tercet-lens-mode
    (setq tercet-lens--has-findings
          (and eglot--managed-mode
               (object-of-class-p (eglot-current-server) 'tercet-eglot-server)))
    (add-hook 'flymake-diagnostic-functions #'tercet-lens-flymake nil t)))

(add-hook 'eglot-managed-mode-hook #'tercet-eglot--managed)

(defun tercet-eglot--contact (&optional _interactive)
  "Class and program of the server, for eglot."
  (cons 'tercet-eglot-server tercet-program))

(defcustom tercet-eglot-modes '(text-mode js-json-mode json-mode)
  "Major modes whose buffers eglot gives to Tercet by `tercet-mode'.
Findings in code need none: `tercet-lens-mode' shows them beside any other
language server."
  :type '(repeat symbol)
  :group 'tercet)

(defun tercet-eglot-setup ()
  "Tell eglot of the server."
  (add-to-list 'eglot-server-programs (cons tercet-eglot-modes #'tercet-eglot--contact)))

(provide 'tercet-eglot)
;;; tercet-eglot.el ends here
