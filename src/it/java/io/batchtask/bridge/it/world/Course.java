package io.batchtask.bridge.it.world;

import java.util.List;
import java.util.Set;

/**
 * What happened while a population was worked on.
 *
 * @param begun when the first instance had partitions to read, milliseconds since 1970
 * @param moves instances that joined or went meanwhile
 * @param kills instances that were killed
 * @param spells times NetServer refused connections, cutting calls short that it will say it answered
 * @param outages outages of NetServer that instances declared
 * @param turns when NetServer began to behave otherwise, milliseconds since 1970
 * @param breaking tasks NetServer breaks at whenever it is asked for them
 */
record Course(long begun, int moves, int kills, int spells, long outages, List<Long> turns, Set<Integer> breaking) {}
