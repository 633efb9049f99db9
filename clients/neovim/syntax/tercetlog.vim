" A run's log: a word for the kind of each entry, then its text.
if exists('b:current_syntax')
  finish
endif
syntax match tercetLogKind /^\l\+  /
syntax match tercetLogEnd /^-- .* --$/
highlight default link tercetLogKind Identifier
highlight default link tercetLogEnd Comment
let b:current_syntax = 'tercetlog'
