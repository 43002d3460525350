/**
 * What an operator sees of a running service: health checks, the numbers on the status page, meters, the latest records.
 * Everything here reads what the other rooms know anyway; nothing here changes them, but for a look-up by hand.
 */
package io.batchtask.bridge.monitoring;
