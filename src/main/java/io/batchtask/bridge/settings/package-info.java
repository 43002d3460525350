/**
 * The settings. {@code Settings} declares each one (name, type, default, check, meaning); {@code Key} reads those
 * declarations; {@code SettingsLoader} merges file, environment and {@code -D}, lets SmallRye Config fill the typed
 * view, and reports everything that is wrong at once: {@code Checks} judges one value, {@code Combinations} several,
 * {@code Stores} the files with certificates and keys.
 *
 * <p>Decision: the sources are merged here and handed to SmallRye as one. Its own sources expand <code>${…}</code>,
 * which breaks passwords, guess the meaning of underscores, and pass over unknown environment variables.
 */
package io.batchtask.bridge.settings;
