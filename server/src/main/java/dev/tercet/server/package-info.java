/** The wiring: the one place that knows every part and puts them together. */
@NullMarked
package dev.tercet.server;

import org.jspecify.annotations.NullMarked;
