/**
 * The command line: one class a command, below {@code BridgeCommand}; what they share of the settings file is in {@code
 * ConfiguredCommand}. The only room that prints.
 *
 * <p>{@code CheckCommand} tries what the service needs, {@code CheckReport} prints a line a step. Its steps give a
 * reason and, in {@code BrokerAdvice}, {@code HttpAdvice}, {@code ProxyAdvice} and {@code TlsAdvice}, what to do about
 * it: foreign exceptions name neither the setting nor the cure.
 */
package io.batchtask.bridge.cli;
