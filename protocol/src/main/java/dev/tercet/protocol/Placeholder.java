package dev.tercet.protocol;

public record Placeholder(String x) {}
