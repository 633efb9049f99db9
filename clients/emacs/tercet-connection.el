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

(defvar tercet-changed-hook nil
  "Run with a task's id when it changed, or nil where any may have changed.")

(defvar tercet-connected-hook nil
  "Run when a connection stands.")

(defvar tercet-notification-functions nil
  "Called with method and parameters of what the daemon tells.")

(defvar tercet--connection nil
  "The connection, or nil.")

(defvar tercet--decisions nil
  "The open decisions, the most valuable first.")

(defvar tercet--tasks (make-hash-table :test #'equal)
  "Summaries of the tasks by id.")

(defvar tercet--inbox-position 0
  "Position in the journal of `tercet--decisions'.")

(defvar tercet--subscribed-from nil
  "Position in the journal of the last task that was told.")

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

(defun tercet--make-connection ()
  "Start the program and return the connection, without a greeting."
  (make-instance
   'jsonrpc-process-connection
   :name "Tercet"
   :process (lambda ()
              (make-process
               :name "Tercet" :command tercet-program :connection-type 'pipe
               :coding 'utf-8-emacs-unix :noquery t
               :stderr (get-buffer-create "*Tercet stderr*")))
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
      (tercet--subscribe tercet--subscribed-from)
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
      (jsonrpc-shutdown connection t)))
  (tercet--changed nil))

(defun tercet--ended (connection)
  "Say that CONNECTION has ended, unless that was wanted."
  (when (eq connection tercet--connection)
    (setq tercet--connection nil)
    (tercet--say "the connection to the daemon has ended; what you ask next makes it again")
    (tercet--changed nil)))

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

;;;; Being told

(defun tercet--changed (task)
  "Tell everybody that TASK changed."
  (force-mode-line-update t)
  (run-hook-with-args 'tercet-changed-hook task))

(defun tercet--take-task (summary)
  "Keep SUMMARY, unless a later one is known."
  (let* ((id (plist-get summary :id))
         (known (gethash id tercet--tasks)))
    (when (or (null known)
              (>= (plist-get summary :revision) (plist-get known :revision)))
      (puthash id summary tercet--tasks))))

(defun tercet--take-inbox (inbox)
  "Keep the decisions of INBOX, unless later ones are known."
  (when (>= (plist-get inbox :position) tercet--inbox-position)
    (setq tercet--inbox-position (plist-get inbox :position)
          tercet--decisions (append (plist-get inbox :decisions) nil))))

(defun tercet--forget ()
  "Forget everything: the journal is another one."
  (clrhash tercet--tasks)
  (setq tercet--decisions nil tercet--inbox-position 0 tercet--subscribed-from nil))

(defun tercet--subscribe (from)
  "Subscribe FROM a position or nil, then list, so that nothing falls between."
  (condition-case nil
      (let ((answer (jsonrpc-request tercet--connection :tercet/inbox/subscribe
                                     (if from (list :from from) (make-hash-table)))))
        (unless tercet--subscribed-from
          (setq tercet--subscribed-from (plist-get answer :position))))
    (jsonrpc-error
     (tercet--forget)
     (when from (tercet--subscribe nil))))
  (mapc #'tercet--take-task
        (plist-get (tercet--request :tercet/task/list nil) :tasks))
  (tercet--take-inbox (tercet--request :tercet/decision/list nil))
  (tercet--changed nil))

(defun tercet--take (_connection method parameters)
  "Take in a notification of the daemon: METHOD with PARAMETERS."
  (pcase method
    ('tercet/task/changed
     (setq tercet--subscribed-from (plist-get parameters :position))
     (if (plist-get parameters :summary)
         (tercet--take-task (plist-get parameters :summary))
       (remhash (plist-get parameters :task) tercet--tasks))
     (tercet--changed (plist-get parameters :task)))
    ('tercet/inbox/changed
     (tercet--take-inbox parameters)
     (tercet--changed nil))
    ('tercet/inbox/lost
     (run-at-time 0 nil #'tercet--subscribe (plist-get parameters :position)))
    ('window/showMessage
     (tercet--say "%s" (plist-get parameters :message)))
    (_ (run-hook-with-args 'tercet-notification-functions method parameters))))

;;;; Being asked

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

;;;; Choosing

(defun tercet--task-ids ()
  "The ids of all tasks, those changed last first."
  (mapcar (lambda (task) (plist-get task :id))
          (sort (hash-table-values tercet--tasks)
                (lambda (left right)
                  (string> (plist-get left :updatedAt) (plist-get right :updatedAt))))))

(defun tercet--read-task ()
  "Let a task be chosen."
  (tercet-connect)
  (let ((ids (tercet--task-ids)))
    (unless ids
      (user-error "There is no task yet; `M-x tercet-new' hands one over"))
    (completing-read "Task: " ids nil t nil nil (car ids))))

(defun tercet--kind (decision)
  "What is asked by DECISION: approval, question, findings, merge or another word."
  (plist-get (plist-get decision :asked) :kind))

(provide 'tercet-connection)
;;; tercet-connection.el ends here
