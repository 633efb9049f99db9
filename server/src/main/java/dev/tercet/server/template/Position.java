package dev.tercet.server.template;

/**
 * A place in a text, between two characters.
 *
 * @param line from 0
 * @param character within the line, from 0, in UTF-16 units
 * @param offset within the whole text, from 0, in UTF-16 units
 */
public record Position(int line, int character, int offset) {}
