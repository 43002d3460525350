/**
 * The nouns everything else talks about: the record as it was read, the request in it, the task NetServer described,
 * and the choices of the settings about them that several rooms know. A leaf: plain Java, no framework types, no arrows
 * to other rooms.
 */
package io.batchtask.bridge.task;
