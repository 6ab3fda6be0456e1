; What a file imports and hands on. The captures are described in src/core/syntax/facts.ts.
(import_statement (import_clause (identifier) @default) source: (string) @module) @import
(import_statement (import_clause (namespace_import (identifier) @namespace)) source: (string) @module) @import
(import_statement (import_clause (named_imports
  (import_specifier name: _ @imported alias: _ @name))) source: (string) @module) @import
(import_statement (import_clause (named_imports
  (import_specifier name: _ @imported !alias))) source: (string) @module) @import
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
] @import (#any-of? @_require "require" "import"))

(export_statement "*" @wildcard source: (string) @module) @reexport
(export_statement (namespace_export (_) @namespace) source: (string) @module) @reexport
(export_statement (export_clause
  (export_specifier name: _ @imported alias: _ @name)) source: (string) @module) @reexport
(export_statement (export_clause (export_specifier name: _ @imported !alias)) source: (string) @module) @reexport
(export_statement (export_clause (export_specifier name: (_) @export alias: _ @name)) !source)
(export_statement (export_clause (export_specifier name: (_) @export !alias)) !source)
(export_statement "default" @name value: (identifier) @export)
(export_statement "default" @name declaration: (_ name: (_) @export))
((export_statement "=" (identifier) @export) (#set! name "default"))
