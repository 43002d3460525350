/** What an operator and a newcomer use: commands, logs, the management port and its page, dashboards, the demo. */
package io.batchtask.bridge.it.operations;
