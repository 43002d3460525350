/**
 * The one taxonomy of what can go wrong with a record. Foreign exceptions are translated into it once, where they
 * appear; after that only these types exist. A leaf: plain Java, no arrows to other rooms.
 */
package io.batchtask.bridge.failure;
