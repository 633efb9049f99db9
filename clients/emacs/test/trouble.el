;;; trouble.el --- What is said when something is not there  -*- lexical-binding: t; -*-

;;; Commentary:

;; No program, one that ends, nothing to do, a daemon that dies.

;;; Code:

(load (expand-file-name "clients/emacs/test/transcript.el" (getenv "ROOT")) nil t)
(add-to-list 'load-path (expand-file-name "clients/emacs" (getenv "ROOT")))
(require 'tercet)

(defun u-refused (command &rest arguments)
  "Write with which words COMMAND with ARGUMENTS is refused."
  (condition-case problem
      (progn (apply command arguments)
             (error "%s was not refused" command))
    (user-error (t-write (format "refused: %s" (error-message-string problem))))))

(t-run
 (lambda ()
   (setq default-directory (file-name-as-directory t-repo))

   (t-heading "A program that is not there")
   (setq tercet-program '("no-such-tercet" "lsp"))
   (u-refused #'tercet-inbox)
   (tercet-mode 1)
   (find-file "hello.sh")
   (t-write (format "the file is open: %s" (buffer-name)))

   (t-heading "A program that ends at once")
   (setq tercet-program '("sh" "-c" "echo 'no Java was found' >&2; exit 3"))
   (u-refused #'tercet-inbox)

   (t-heading "Nothing is there yet")
   (setq tercet-program '("tercet" "lsp"))
   (tercet-inbox)
   (u-refused #'tercet-approve)
   (u-refused #'tercet-show "nothing")
   (u-refused #'tercet--read-task)

   (t-heading "The daemon dies")
   (let ((status (tercet--request :tercet/server/status nil)))
     (t-told (lambda () (signal-process (plist-get status :pid) 'SIGKILL))))
   (t-write (format "connected: %s" (and (tercet--connected-p) t)))
   (tercet-inbox)
   (t-write (format "connected: %s" (and (tercet--connected-p) t)))
   (tercet-disconnect)))

;;; trouble.el ends here
