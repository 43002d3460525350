/** The command line: one class a command. The only room that prints. */
package io.batchtask.bridge.cli;
