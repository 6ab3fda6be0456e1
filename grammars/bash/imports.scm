; What a file imports and hands on. The captures are described in src/core/syntax/facts.ts.
((command name: (command_name) @_source . argument: [(word) (string) (raw_string) (concatenation)] @module @wildcard) @import
  (#any-of? @_source "source" "."))
