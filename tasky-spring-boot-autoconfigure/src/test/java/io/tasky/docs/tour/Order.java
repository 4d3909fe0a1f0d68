package io.tasky.docs.tour;

record Order(String number) {}
