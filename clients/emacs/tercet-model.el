;;; tercet-model.el --- What is known of tasks and decisions  -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: Apache-2.0

;;; Commentary:

;; Told by the daemon: it is subscribed to first, then asked, so that nothing
;; falls between the two, and the later word counts.

;;; Code:

(require 'tercet-connection)

(defvar tercet-changed-hook nil
  "Run with a task's id when it changed, or nil where any may have changed.")

(defvar tercet-notification-functions nil
  "Called with method and parameters of what the daemon tells.")

(defvar tercet--decisions nil
  "The open decisions, the most valuable first.")

(defvar tercet--tasks (make-hash-table :test #'equal)
  "Summaries of the tasks by id.")

(defvar tercet--inbox-position 0
  "Position in the journal of `tercet--decisions'.")

(defvar tercet--subscribed-from nil
  "Position in the journal of the last task that was told.")

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

(defun tercet--connected ()
  "Subscribe from where it was lost, on the connection that stands now."
  (tercet--subscribe tercet--subscribed-from))

;; Before all others, which want to know what there is.
(add-hook 'tercet-connected-hook #'tercet--connected -50)

(defun tercet--disconnected ()
  "Say that nothing is known for certain any more."
  (tercet--changed nil))

(add-hook 'tercet-disconnected-hook #'tercet--disconnected)

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

(provide 'tercet-model)
;;; tercet-model.el ends here
