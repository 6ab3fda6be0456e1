/** Raised whenever a message of the engine protocol changes its shape. Both sides refuse any other number. */
export const PROTOCOL_VERSION = 5;
