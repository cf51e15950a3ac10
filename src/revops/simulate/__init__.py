"""What blueprints mean, worked out on records without a portal; pure."""
