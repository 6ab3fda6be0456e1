; What a file imports and hands on. The captures are described in src/core/syntax/facts.ts.
((variable_declaration (assignment_statement (variable_list . name: (identifier) @namespace .)
  (expression_list . value: (function_call name: (identifier) @_require arguments: (arguments . (string) @module))))) @import
  (#eq? @_require "require"))
((assignment_statement (variable_list . name: (identifier) @namespace .)
  (expression_list . value: (function_call name: (identifier) @_require arguments: (arguments . (string) @module)))) @import
  (#eq? @_require "require"))
((variable_declaration (assignment_statement (variable_list . name: (identifier) @name .)
  (expression_list . value: (dot_index_expression
    table: (function_call name: (identifier) @_require arguments: (arguments . (string) @module)) field: (_) @imported)))) @import
  (#eq? @_require "require"))
((chunk (function_call name: (identifier) @_require arguments: (arguments . (string) @module @wildcard .)) @import)
  (#eq? @_require "require"))

(chunk (return_statement (expression_list . (identifier) @export)))
(chunk (return_statement (expression_list . (table_constructor (field name: (identifier) @name value: (identifier) @export)))))
(chunk (return_statement (expression_list . (function_call arguments: (arguments (identifier) @export)))))
