;;; tercet-connection.el --- The connection to the daemon  -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: Apache-2.0

;;; Commentary:

;; One `tercet lsp' for all of Emacs, apart from those that eglot starts: it
;; carries the task protocol for inbox, tasks, logs and decisions, started
;; when it is first needed.

;;; Code:

(require 'cl-lib)
(require 'jsonrpc)
(require 'project)
(require 'subr-x)

(defgroup tercet nil
  "Tickets on their way to a merge, and the decisions that wait for you."
  :group 'tools
  :prefix "tercet-")

(defcustom tercet-program '("tercet" "lsp")
  "Program and arguments that start the language server."
  :type '(repeat string))

(defvar tercet-connected-hook nil
  "Run when a connection stands.")

(defvar tercet-disconnected-hook nil
  "Run when a connection has ended.")

(declare-function tercet--answer "tercet-answer" (connection method parameters))
(declare-function tercet--take "tercet-model" (connection method parameters))

(defvar tercet--connection nil
  "The connection, or nil.")

;;;; Words

(defun tercet--line (text &optional width)
  "TEXT as one line, no longer than WIDTH where that is given."
  (let ((line (string-trim (replace-regexp-in-string "[ \t\n\r]+" " " (or text "")))))
    (if width (truncate-string-to-width line width nil nil "…") line)))

(defun tercet--say (format &rest arguments)
  "Say FORMAT, filled with ARGUMENTS."
  (message "Tercet: %s" (apply #'format format arguments)))

(defun tercet--told-state (task)
  "Say how a TASK stands after a command."
  (let ((summary (plist-get task :summary)))
    (tercet--say "%s: %s" (plist-get summary :id)
                 (plist-get (plist-get summary :state) :text))))

;;;; Connecting

(defun tercet--connected-p ()
  "Whether there is a connection."
  (and tercet--connection (jsonrpc-running-p tercet--connection)))

(defun tercet--root ()
  "The folder of the project, else the current one.
A merge removes the task's worktree, also from under a buffer."
  (let* ((default-directory (if (file-directory-p default-directory)
                                default-directory
                              (expand-file-name "~/")))
         (project (project-current)))
    (expand-file-name (if project (project-root project) default-directory))))

(defun tercet--client-capabilities ()
  "What this connection can do."
  '(:window (:showDocument (:support t) :workDoneProgress :json-false)
    :workspace (:workspaceFolders t :codeLens (:refreshSupport t))
    :textDocument (:diagnostic (:dynamicRegistration :json-false))
    :experimental (:tercet (:ask t))))

(defun tercet--stderr (connection)
  "What the program of CONNECTION said on its error stream, in a line."
  (let* ((buffer (jsonrpc-stderr-buffer connection))
         (pipe (and (buffer-live-p buffer) (get-buffer-process buffer)))
         (end (+ (float-time) 5)))
    (while (and pipe (process-live-p pipe)
                (not (jsonrpc-running-p connection))
                (< (float-time) end))
      (accept-process-output pipe 0.1))
    (if (buffer-live-p buffer)
        (with-current-buffer buffer (tercet--line (buffer-string) 300))
      "")))

(defun tercet--why (connection problem)
  "Why CONNECTION does not stand: its own words, else PROBLEM."
  (let ((said (tercet--stderr connection)))
    (format "`%s' cannot be reached: %s"
            (string-join tercet-program " ")
            (if (string-empty-p said)
                (format "%s; type `tercet doctor' in a terminal"
                        (error-message-string problem))
              said))))

(defun tercet--start ()
  "Start the program, and keep its error stream."
  (let* ((errors (get-buffer-create "*Tercet stderr*"))
         (process (make-process
                   :name "Tercet" :command tercet-program :connection-type 'pipe
                   :coding 'utf-8-emacs-unix :noquery t :stderr errors))
         (pipe (get-buffer-process errors)))
    ;; Else Emacs adds words of its own when the stream ends.
    (when pipe
      (set-process-sentinel pipe #'ignore))
    process))

(defun tercet--make-connection ()
  "Start the program and return the connection, without a greeting."
  (make-instance
   'jsonrpc-process-connection
   :name "Tercet"
   :process #'tercet--start
   :request-dispatcher #'tercet--answer
   :notification-dispatcher #'tercet--take
   :on-shutdown #'tercet--ended))

(defun tercet-connect ()
  "Connect to the daemon, which is started if need be."
  (interactive)
  (unless (tercet--connected-p)
    (unless (executable-find (car tercet-program))
      (user-error "There is no program `%s' on the path; put Tercet's dist/bin there, or set `tercet-program'"
                  (car tercet-program)))
    (let* ((root (file-name-as-directory (tercet--root)))
           (uri (concat "file://" (url-hexify-string (directory-file-name root)
                                                     url-path-allowed-chars)))
           (default-directory root)
           (connection (tercet--make-connection)))
      (condition-case problem
          (let ((greeting
                 (jsonrpc-request connection :initialize
                                  (list :processId (emacs-pid)
                                        :clientInfo '(:name "Emacs")
                                        :rootUri uri
                                        :capabilities (tercet--client-capabilities)
                                        :workspaceFolders
                                        (vector (list :uri uri :name root)))
                                  :timeout 60)))
            (unless (plist-get (plist-get greeting :capabilities) :executeCommandProvider)
              (error "It is a language server, but not Tercet's"))
            (jsonrpc-notify connection :initialized (make-hash-table))
            (setq tercet--connection connection))
        (error
         (let ((why (tercet--why connection problem)))
           (ignore-errors (jsonrpc-shutdown connection t))
           (user-error "%s" why))))
      (run-hooks 'tercet-connected-hook)))
  tercet--connection)

(defun tercet-disconnect ()
  "End the connection; the daemon and its tasks go on."
  (interactive)
  (when (tercet--connected-p)
    (let ((connection tercet--connection))
      (setq tercet--connection nil)
      (ignore-errors
        (jsonrpc-request connection :shutdown nil :timeout 5)
        (jsonrpc-notify connection :exit nil))
      (jsonrpc-shutdown connection t))
    (run-hooks 'tercet-disconnected-hook)))

(defun tercet--ended (connection)
  "Say that CONNECTION has ended, unless that was wanted."
  (when (eq connection tercet--connection)
    (setq tercet--connection nil)
    (tercet--say "the connection to the daemon has ended; what you ask next makes it again")
    (run-hooks 'tercet-disconnected-hook)))

;;;; Asking

(defun tercet--parameters (parameters)
  "PARAMETERS as the wire wants them: an object, if only an empty one."
  (or parameters (make-hash-table)))

(defun tercet--refused (connection problem)
  "Say why a request on CONNECTION was refused: PROBLEM is written for people.
What a lost connection leaves open is not refused."
  (when (jsonrpc-running-p connection)
    (tercet--say "%s" (plist-get problem :message))))

(defun tercet--request (method parameters)
  "The answer to METHOD with PARAMETERS; a refusal is a `user-error'."
  (condition-case problem
      (jsonrpc-request (tercet-connect) method (tercet--parameters parameters)
                       :timeout 60)
    (jsonrpc-error
     (user-error "%s" (or (alist-get 'jsonrpc-error-message (cdr problem))
                          (error-message-string problem))))))

(defun tercet--send (method parameters take &optional connection)
  "Ask METHOD with PARAMETERS, and give the answer to TAKE when it comes.
Nothing waits for it.  CONNECTION is another one than the usual."
  (let ((connection (or connection (tercet-connect))))
    (jsonrpc-async-request connection method (tercet--parameters parameters)
                           :success-fn take
                           :error-fn (apply-partially #'tercet--refused connection)
                           :timeout nil)))

;;;; Commands of the server

(defun tercet--execute (command arguments &optional connection)
  "Give the server's COMMAND with ARGUMENTS, a list or vector.
CONNECTION is another one than the usual."
  (tercet--send :workspace/executeCommand
                (list :command (format "%s" command)
                      :arguments (vconcat arguments))
                (lambda (result)
                  (when (plist-get (plist-get result :summary) :state)
                    (tercet--told-state result)))
                connection))

(provide 'tercet-connection)
;;; tercet-connection.el ends here
