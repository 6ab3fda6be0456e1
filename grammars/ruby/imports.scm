; What a file imports and hands on. The captures are described in src/core/syntax/facts.ts.
((call !receiver method: (identifier) @_require arguments: (argument_list . (string) @module @wildcard .)) @import
  (#any-of? @_require "require" "require_relative" "load"))
((call !receiver method: (identifier) @_autoload arguments: (argument_list . (simple_symbol) . (string) @module @wildcard .)) @import
  (#eq? @_autoload "autoload"))
