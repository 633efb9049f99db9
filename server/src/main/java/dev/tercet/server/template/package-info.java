/**
 * Markdown that people write, read into what the core knows: templates into workflows, specs into
 * their parts, plans into items. Pure: text in, values out; nothing here reads a file or a clock.
 */
@NullMarked
package dev.tercet.server.template;

import org.jspecify.annotations.NullMarked;
