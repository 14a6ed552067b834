"""Simulators of all services that tests ask, on the loopback interface, with their misbehaviours."""
