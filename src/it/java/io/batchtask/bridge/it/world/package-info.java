/**
 * What the tests stand on: a broker, a simulated NetServer and the bridge around one test ({@link World}); requests to
 * send ({@link Feed}) and what became of them ({@link Tail}, {@link RecordBalance}); thousands at once, with
 * chance as the adversary ({@link Population}, {@link Seed}); the bridge as a process ({@link Instance},
 * {@link Program}). Knows no other room; every other room knows it and no further one.
 */
package io.batchtask.bridge.it.world;
