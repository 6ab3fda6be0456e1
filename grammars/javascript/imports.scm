; What a file imports and hands on. The captures are described in src/core/syntax/facts.ts.
(import_statement source: (string) @prefix) @prefixed @whole
(import_clause (identifier) @default) @import
(namespace_import (identifier) @namespace) @import
(import_specifier name: _ @imported alias: _ @name) @import
(import_specifier name: _ @imported !alias) @import

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

((assignment_expression
  left: (member_expression object: (identifier) @_module property: (property_identifier) @_exports)
  right: (object [(shorthand_property_identifier) @export (pair key: (property_identifier) @name value: (identifier) @export)]))
  (#eq? @_module "module") (#eq? @_exports "exports"))
((assignment_expression
  left: (member_expression object: (identifier) @_module property: (property_identifier) @_exports)
  right: (identifier) @export)
  (#eq? @_module "module") (#eq? @_exports "exports") (#set! name "default"))
((assignment_expression
  left: (member_expression object: [(identifier) (member_expression)] @_exports property: (property_identifier) @name)
  right: (identifier) @export)
  (#any-of? @_exports "exports" "module.exports"))
((assignment_expression
  left: (member_expression object: [(identifier) (member_expression)] @_exports property: (property_identifier) @namespace)
  right: (call_expression function: (identifier) @_require arguments: (arguments . (string) @module .))) @reexport
  (#any-of? @_exports "exports" "module.exports") (#eq? @_require "require"))
((assignment_expression
  left: (member_expression object: (identifier) @_module property: (property_identifier) @_exports)
  right: (call_expression function: (identifier) @_require arguments: (arguments . (string) @module .)) @wildcard) @reexport
  (#eq? @_module "module") (#eq? @_exports "exports") (#eq? @_require "require"))
