"""The sections of a scenario file, one each: checked place by place."""
