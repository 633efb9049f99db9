/** The pure core of review: findings, the clusters they form, and what a judgement does to them. */
@NullMarked
package dev.tercet.server.review;

import org.jspecify.annotations.NullMarked;
