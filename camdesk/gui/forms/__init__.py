"""Forms: what a clerk fills in to record a step, a camera, a site."""
