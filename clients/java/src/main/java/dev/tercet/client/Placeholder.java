package dev.tercet.client;

public record Placeholder(String x) {}
