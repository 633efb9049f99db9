;;; corners.el --- What a job does not need every day  -*- lexical-binding: t; -*-

;;; Commentary:

;; A rejection, a stale view, an answer of one's own, steering, giving up.

;;; Code:

(load (expand-file-name "clients/emacs/test/transcript.el" (getenv "ROOT")) nil t)
(add-to-list 'load-path (expand-file-name "clients/emacs" (getenv "ROOT")))
(require 'tercet)

(defun c-open (kind &optional revision)
  "Wait for a decision of KIND, about REVISION where that is given."
  (t-wait (concat "a decision " kind)
          (lambda ()
            (let ((decision (cl-find kind tercet--decisions :key #'tercet--kind :test #'equal)))
              (and decision
                   (or (null revision)
                       (equal revision (plist-get (plist-get decision :asked) :revision)))
                   decision)))))

(defun c-say (command &rest answers)
  "Call COMMAND, and say ANSWERS."
  (setq t-answers answers)
  (t-told command))

(defun c-state (kind)
  "Wait until the task is KIND."
  (t-wait kind (lambda ()
                 (equal kind (plist-get (plist-get (car (hash-table-values tercet--tasks)) :state)
                                        :kind))))
  (t-write (concat "the task is " kind)))

(t-run
 (lambda ()
   (setq default-directory (file-name-as-directory t-repo))
   (tercet-connect)

   (t-heading "A ticket")
   (c-say (lambda () (tercet-new (t-title "Corner case"))))
   (let ((first (c-open "approval"))
         (id (car (tercet--task-ids))))

     (t-heading "Rejected from the page")
     (tercet-show id)
     (t-find "approve spec.md")
     (c-say #'tercet-reject "one item is enough")
     (c-open "approval" 2)

     (t-heading "An approval of what was shown before")
     (with-temp-buffer
       (insert (propertize "as it was" 'tercet-about (list :decision first)))
       (goto-char (point-min))
       (c-say #'tercet-approve "Approve (revision 1)"))

     (t-heading "Approved, and answered in my own words")
     (c-say #'tercet-approve "Approve (revision 2)")
     (c-open "question")
     (c-say #'tercet-decide "As you like")

     (c-open "findings")
     (t-heading "Steering")
     (c-say (lambda () (tercet-steer "pause" id)))
     (c-state "paused")
     (c-say (lambda () (tercet-steer "resume" id)))
     (c-say (lambda () (tercet-steer "abandon" id)))
     (c-state "abandoned")
     (c-say (lambda () (tercet-steer "delete" id)) "")
     (t-find "abandoned")
     (t-list "the page" (cl-subseq (t-buffer-lines) 0 3)))
   (tercet-disconnect)))

;;; corners.el ends here
