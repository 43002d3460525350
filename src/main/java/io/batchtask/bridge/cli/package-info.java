/**
 * The command line: one class a command, below {@code BridgeCommand}; what they share of the settings file is in {@code
 * ConfiguredCommand}. The only room that prints.
 *
 * <p>{@code CheckCommand} tries what the service needs, {@code CheckReport} prints a line a step. Its steps give a
 * reason and, in {@code BrokerAdvice}, {@code HttpAdvice}, {@code ProxyAdvice} and {@code TlsAdvice}, what to do about
 * it: foreign exceptions name neither the setting nor the cure.
 *
 * <p>{@code ReplayCommand} is a conversation ({@code ReplayConversation}) about a table ({@code ReplayTable}): what is
 * there, whether to send it, what became of it. The table is the answer and goes to standard output; progress and notes
 * go with the complaints, so that the answer can be kept. A replay needs rights that the service does without, so {@code
 * check} tells whether it has them and does not fail where it has not.
 */
package io.batchtask.bridge.cli;
