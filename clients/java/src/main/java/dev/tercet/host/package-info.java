/**
 * Where agent hosts keep their settings, and changes to those files that leave everything else as
 * it is, to the byte.
 *
 * <p>Pure but for {@link dev.tercet.host.SettingsFile}. Knows nothing of the daemon or of commands.
 */
@NullMarked
package dev.tercet.host;

import org.jspecify.annotations.NullMarked;
