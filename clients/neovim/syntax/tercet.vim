" A task's page.
if exists('b:current_syntax')
  finish
endif
syntax match tercetSection /^\S.*$/
syntax match tercetDecision /^  d\d\+  .*$/
syntax match tercetKeys /^      <CR> .*$\|^      a .*$\|^      m .*$\|^      o .*$\|^      on a finding.*$\|^g? keys$/
syntax match tercetDone /^\s\+✓/
syntax match tercetRunning /^\s\+▸/
syntax match tercetFailed /^\s\+✗/
syntax match tercetPlace /\f\+:\d\+/
syntax match tercetAdded /+\d\+\>/
syntax match tercetDeleted /-\d\+$/
syntax match tercetTitle /\%1l.*/
syntax match tercetState /\%2l.*/
syntax match tercetNext /\%3l.*/
highlight default link tercetTitle Title
highlight default link tercetState Special
highlight default link tercetNext Comment
highlight default link tercetSection Statement
highlight default link tercetDecision WarningMsg
highlight default link tercetKeys Comment
highlight default link tercetDone String
highlight default link tercetRunning Special
highlight default link tercetFailed ErrorMsg
highlight default link tercetPlace Identifier
highlight default link tercetAdded String
highlight default link tercetDeleted Identifier
let b:current_syntax = 'tercet'
