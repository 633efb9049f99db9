#!/bin/sh
# Compiles everything and runs every class in test/ whose name ends in Test. Needs a JDK of version 17 or newer.
cd "$(dirname "$0")" || exit 1
bin=${JAVA_HOME:+$JAVA_HOME/bin/}
classes=$(mktemp -d) || exit 1
trap 'rm -rf "$classes"' EXIT

# Small programs: the quick compiler and the smallest collector start fastest.
"${bin}javac" -J-XX:TieredStopAtLevel=1 -J-XX:+UseSerialGC -proc:none -d "$classes" src/billing/*.java test/*.java || exit 1

tests=
for file in test/*Test.java; do
  name=${file##*/}
  tests="$tests ${name%.java}"
done
"${bin}java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$classes" Tests $tests
