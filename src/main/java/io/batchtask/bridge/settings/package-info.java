/**
 * The settings. {@code Settings} declares each one (name, type, default, check, meaning); {@code Key} reads those
 * declarations; {@code SettingsLoader} merges file, environment and {@code -D}, lets SmallRye Config fill the typed
 * view, and reports everything that is wrong at once: {@code KnownKeys} names the keys, {@code Checks} and
 * {@code Characters} judge one value, {@code BaseAddress} the one that everything hangs on, {@code CrossChecks}
 * several, {@code KeyStores} the files with certificates and keys. What people write into files is read by
 * {@code TextFile}; {@code SettingsFile} knows the lines, which the JDK's reader of properties does not tell, and
 * leaves to that one what a line means.
 *
 * <p>Decision: the sources are merged here and handed to SmallRye as one. Its own sources expand <code>${…}</code>,
 * which breaks passwords, guess the meaning of underscores, and pass over unknown environment variables.
 */
package io.batchtask.bridge.settings;
