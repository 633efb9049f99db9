package dev.tercet.server.agent;

/** A question that an earlier run asked, and what the human answered. */
public record Answered(String question, String answer) {}
