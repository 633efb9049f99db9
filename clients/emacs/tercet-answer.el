;;; tercet-answer.el --- What the daemon asks of Emacs  -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: Apache-2.0

;;; Commentary:

;; `tercet/ask', where a command lacks something only a person knows, and
;; documents that are to be shown.

;;; Code:

(require 'tercet-model)

(defun tercet--option-texts (options)
  "OPTIONS of a question as an alist from text to id."
  (mapcar (lambda (option)
            (cons (tercet--line (plist-get option :text)) (plist-get option :id)))
          options))

(defun tercet--read (ask)
  "Ask the person what ASK wants to know; nil where they changed their mind."
  (let ((prompt (concat (plist-get ask :prompt) " "))
        (options (tercet--option-texts (plist-get ask :options))))
    (with-local-quit
      (if (equal (plist-get ask :kind) "line")
          (read-string prompt)
        (cdr (assoc (completing-read prompt options nil t) options))))))

(defun tercet--answer-ask (ask)
  "The answer to ASK, as the wire wants it."
  (let ((value (tercet--read ask)))
    (if (or (null value) (string-empty-p value))
        (make-hash-table)
      (list :value value))))

(defun tercet--show-document (parameters)
  "Show the document that PARAMETERS name, and say whether that went well."
  (let* ((uri (plist-get parameters :uri))
         (range (plist-get parameters :selection))
         (shown
          (ignore-errors
            (if (or (eq t (plist-get parameters :external))
                    (not (string-prefix-p "file:" uri)))
                (browse-url uri)
              (let ((buffer (find-file-noselect
                             (url-unhex-string (substring uri (length "file://"))))))
                (with-current-buffer buffer
                  (ignore-errors (revert-buffer t t t))
                  (when range
                    (goto-char (point-min))
                    (forward-line (plist-get (plist-get range :start) :line))))
                (pop-to-buffer buffer)))
            t)))
    (list :success (or shown :json-false))))

(defun tercet--answer (_connection method parameters)
  "Answer what the daemon asks: METHOD with PARAMETERS."
  (pcase method
    ('tercet/ask (tercet--answer-ask parameters))
    ('window/showDocument (tercet--show-document parameters))
    ('workspace/codeLens/refresh
     (run-hook-with-args 'tercet-notification-functions method parameters)
     nil)
    (_ (signal 'jsonrpc-error
               '("unknown" (jsonrpc-error-code . -32601)
                 (jsonrpc-error-message . "there is no such method"))))))

(provide 'tercet-answer)
;;; tercet-answer.el ends here
