; What a file imports and hands on. The captures are described in src/core/syntax/facts.ts.
(import_statement source: (string) @prefix) @prefixed @whole
(import_clause (identifier) @default) @import
(namespace_import (identifier) @namespace) @import
(import_specifier name: _ @imported alias: _ @name) @import
(import_specifier name: _ @imported !alias) @import
(import_statement (import_require_clause (identifier) @namespace source: (string) @module)) @import

([
  (lexical_declaration (variable_declarator name: (identifier) @namespace value: [
    (call_expression function: (identifier) @_require arguments: (arguments . (string) @module .))
    (await_expression (call_expression function: (import) @_require arguments: (arguments . (string) @module)))
  ]))
  (variable_declaration (variable_declarator name: (identifier) @namespace value:
    (call_expression function: (identifier) @_require arguments: (arguments . (string) @module .))))
] @import (#any-of? @_require "require" "import"))
([
  (lexical_declaration (variable_declarator
    name: (identifier) @name
    value: (member_expression
      object: (call_expression function: (identifier) @_require arguments: (arguments . (string) @module .))
      property: (property_identifier) @imported)))
  (variable_declaration (variable_declarator
    name: (identifier) @name
    value: (member_expression
      object: (call_expression function: (identifier) @_require arguments: (arguments . (string) @module .))
      property: (property_identifier) @imported)))
] @import (#eq? @_require "require"))
([
  (lexical_declaration (variable_declarator
    name: (object_pattern [
      (shorthand_property_identifier_pattern) @imported
      (pair_pattern key: (property_identifier) @imported value: (identifier) @name)
    ])
    value: [
      (call_expression function: (identifier) @_require arguments: (arguments . (string) @module .))
      (await_expression (call_expression function: (import) @_require arguments: (arguments . (string) @module)))
    ]))
  (variable_declaration (variable_declarator
    name: (object_pattern [
      (shorthand_property_identifier_pattern) @imported
      (pair_pattern key: (property_identifier) @imported value: (identifier) @name)
    ])
    value: (call_expression function: (identifier) @_require arguments: (arguments . (string) @module .))))
] @import (#any-of? @_require "require" "import"))

(export_statement source: (string) @prefix) @prefixed
(export_statement "*" @wildcard) @reexport
(namespace_export (_) @namespace) @reexport
(export_specifier name: _ @imported alias: _ @name) @reexport
(export_specifier name: _ @imported !alias) @reexport
(export_statement "default" @name value: (identifier) @export)
(export_statement "default" @name declaration: (_ name: (_) @export))
((export_statement "=" (identifier) @export) (#set! name "default"))
